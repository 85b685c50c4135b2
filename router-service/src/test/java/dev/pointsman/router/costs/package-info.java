/// What calls cost, case by case: scripted answers of providers with the bill worked out by hand.
@NullMarked
package dev.pointsman.router.costs;

import org.jspecify.annotations.NullMarked;
