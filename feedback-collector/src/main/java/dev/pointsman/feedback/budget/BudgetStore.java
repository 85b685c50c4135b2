package dev.pointsman.feedback.budget;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Counts what is spent, for all routers at once. Every verb is atomic over all windows it touches,
/// and its time is the store's. Any thread; nothing blocks; stages fail when the store is away.
///
/// For every window, at any moment: what is reserved plus what is settled is at most its cap, as
/// long as no settlement exceeds its reservation and nothing is charged without one.
public interface BudgetStore extends AutoCloseable {

  /// All or nothing. The same id again gives the same grant again.
  CompletionStage<Answer> reserve(Claim claim);

  /// Gives back all of an open reservation but `to`; false when none of that id is open.
  CompletionStage<Boolean> shrink(String id, Amount to);

  /// Charges what was spent in place of what was reserved, in the windows of the reservation and at
  /// its time. Exactly once: again, it changes nothing.
  CompletionStage<Settlement> settle(String id, Amount spent);

  /// Charges what was spent at a time without asking, whatever the caps. A reservation of that id
  /// is settled instead. Exactly once within a week: false when this id was charged before.
  CompletionStage<Boolean> charge(String id, List<Window> windows, Amount spent, long atMillis);

  /// Prolongs open reservations, from now.
  CompletionStage<Void> renew(Collection<String> ids, Duration lease);

  /// Ends leases that ran out, `most` at once: what they hold stays charged and no longer counts as
  /// under way. Those that nobody has settled after `late` are given until somebody does.
  CompletionStage<Lapsed> lapse(Duration late, int most);

  CompletionStage<List<Level>> levels(List<Window> windows);

  @Override
  default void close() {}
}
