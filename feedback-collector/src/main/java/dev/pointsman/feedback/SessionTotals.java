package dev.pointsman.feedback;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// What each session of a route cost lately, added up for all routers at once. Any thread; nothing
/// here blocks, everything fails while the store is away.
///
/// A session that nothing is added to is forgotten after `LIFE`; of each route the `MOST` latest
/// are known. What is added again after an answer got lost counts twice.
public interface SessionTotals {

  Duration LIFE = Duration.ofHours(1);
  int MOST = 2_000;

  /// How a route stands: how many sessions there are, what the middle one cost (0 when there are
  /// none), and what the sessions cost that were asked after.
  record Standing(int sessions, long medianMicroUsd, Map<String, Long> microUsd) {

    public Standing {
      microUsd = Map.copyOf(microUsd);
    }
  }

  /// Adds costs to sessions, and tells how the route stands after it: the totals of these sessions,
  /// and of those that cost at least `dearMicroUsd`, the 1,000 dearest of them.
  CompletionStage<Standing> add(String route, Map<String, Long> microUsd, long dearMicroUsd);
}
