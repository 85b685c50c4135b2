/// What is spent, by whom, on what: sums kept in buckets of time beside the event log. Read {@link
/// dev.pointsman.feedback.spend.SpendLedger} first.
@NullMarked
package dev.pointsman.feedback.spend;

import org.jspecify.annotations.NullMarked;
