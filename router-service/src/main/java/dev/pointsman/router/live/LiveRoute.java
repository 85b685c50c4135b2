package dev.pointsman.router.live;

import dev.pointsman.feedback.fold.LivePolicy;
import dev.pointsman.router.decision.Catalogue.RouteArms;
import dev.pointsman.router.decision.Decider.Brain;
import dev.pointsman.router.decision.Pace;
import java.util.function.Supplier;

/// A route as it runs: its arms, its current policy, what sets its lambda, what is remembered of
/// its requests, and what is kept of what it learnt.
public record LiveRoute(
    RouteArms arms,
    Supplier<LivePolicy> policy,
    Pace pace,
    RouteRecord record,
    ArmAlarms alarms,
    SignalCounts signals,
    RecentDecisions recent,
    PolicyKeep keep) {

  public String name() {
    return arms.route().name();
  }

  /// What it decides by at this moment.
  public Brain brain() {
    return new Brain(policy.get(), pace);
  }
}
