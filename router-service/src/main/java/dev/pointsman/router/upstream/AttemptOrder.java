package dev.pointsman.router.upstream;

import dev.pointsman.router.decision.Catalogue.ServedArm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whom to ask next for one request: the first arm's deployments, then those of its stand-ins, each
/// once, none that rests. One thread.
final class AttemptOrder {

  private final List<ServedArm> arms = new ArrayList<>();
  private final Set<DeploymentHealth> tried = new HashSet<>();
  private final Deployments deployments;

  /// An arm asked at one of its deployments, whose call has begun.
  record Attempt(ServedArm arm, DeploymentHealth health) {}

  /// `arms` in the order in which they may be asked.
  AttemptOrder(List<ServedArm> arms, Deployments deployments) {
    this.deployments = deployments;
    this.arms.addAll(arms);
  }

  Optional<Attempt> next() {
    for (ServedArm arm : arms) {
      Optional<DeploymentHealth> health = deployments.begin(arm.arm().id(), tried);
      if (health.isPresent()) {
        tried.add(health.get());
        return Optional.of(new Attempt(arm, health.get()));
      }
    }
    return Optional.empty();
  }

  /// The same once more; empty when it rests by now.
  Optional<Attempt> again(Attempt attempt) {
    return attempt.health().begin() ? Optional.of(attempt) : Optional.empty();
  }

  boolean hasLarger(ServedArm arm) {
    return arms.stream().anyMatch(other -> isLarger(other, arm));
  }

  void onlyLargerThan(ServedArm arm) {
    arms.removeIf(other -> !isLarger(other, arm));
  }

  Optional<Duration> shortestRest() {
    return arms.stream()
        .map(arm -> deployments.rest(arm.arm().id()))
        .min(Comparator.naturalOrder());
  }

  private static boolean isLarger(ServedArm other, ServedArm arm) {
    return other.model().context() > arm.model().context();
  }
}
