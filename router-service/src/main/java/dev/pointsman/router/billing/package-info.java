/// What calls cost, to the micro-dollar. Read {@link dev.pointsman.router.billing.PriceList}, then
/// {@link dev.pointsman.router.billing.Tariff}.
@NullMarked
package dev.pointsman.router.billing;

import org.jspecify.annotations.NullMarked;
