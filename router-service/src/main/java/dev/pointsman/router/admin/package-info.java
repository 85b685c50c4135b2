/// Commands on what a router has learnt and logged, whether it runs or not: export its decisions,
/// save its policy.
@NullMarked
package dev.pointsman.router.admin;

import org.jspecify.annotations.NullMarked;
