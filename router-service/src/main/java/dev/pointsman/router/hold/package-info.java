/// What requests may spend: reserved on all their budgets before they are dispatched, settled when
/// they end. Read {@link dev.pointsman.router.hold.Holds} first, then {@link
/// dev.pointsman.router.hold.Claiming}.
@NullMarked
package dev.pointsman.router.hold;

import org.jspecify.annotations.NullMarked;
