/// What was spent, on whom and on what: reports over the ledger, and what follows from them. Read
/// {@link dev.pointsman.router.spend.SpendReport} first.
@NullMarked
package dev.pointsman.router.spend;

import org.jspecify.annotations.NullMarked;
