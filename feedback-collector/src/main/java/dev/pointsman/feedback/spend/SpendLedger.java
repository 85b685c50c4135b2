package dev.pointsman.feedback.spend;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// What was spent: sums by group and bucket of time, which count every outcome exactly once. Any
/// thread; nothing here blocks.
///
/// The event log adds an outcome's cost in the very step that records it, and what its answer was
/// worth in the step that joins its reward; both may be repeated without effect. A bucket holds at
/// most {@link #MOST_GROUPS} groups; what comes after is summed as {@link SpendGroup#rest}.
public interface SpendLedger {

  int MOST_GROUPS = 1_000;

  /// The route's buckets that begin in [from, to), epoch ms, oldest first; empty ones are left out.
  /// `from` is moved to the beginning of its bucket. Fails when the store is away.
  CompletionStage<List<SpendBucket>> read(String route, Grain grain, long from, long to);

  /// Adds what no outcome tells, such as a denial. Best effort: a repetition counts twice.
  CompletionStage<Void> add(String route, SpendGroup group, Tally tally, long tsMillis);
}
