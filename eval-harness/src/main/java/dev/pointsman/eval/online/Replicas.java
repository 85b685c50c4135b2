package dev.pointsman.eval.online;

import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Policy;
import java.util.ArrayList;
import java.util.List;

/// The routers of a fleet: each serves its turn by its own copy of the policy, renewed now and
/// then.
///
/// They start evenly spread over the time between two renewals. One that renews at every round
/// decides by the learner itself. One thread.
final class Replicas {

  private final Learner learner;
  private final Lag lag;
  private final List<Copy> copies = new ArrayList<>();

  private record Copy(Policy policy, int madeAt) {}

  Replicas(Learner learner, Lag lag) {
    this.learner = learner;
    this.lag = lag;
    for (int replica = 0; replica < lag.replicas(); replica++) {
      copies.add(new Copy(learner.snapshot(), -replica * lag.every() / lag.replicas()));
    }
  }

  /// By what the router whose turn it is decides.
  Policy at(int round) {
    if (lag.every() == 1) {
      return learner;
    }
    int replica = round % lag.replicas();
    if (round - copies.get(replica).madeAt() >= lag.every()) {
      copies.set(replica, new Copy(learner.snapshot(), round));
    }
    return copies.get(replica).policy();
  }
}
