package dev.pointsman.router.upstream;

import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.decision.ArmHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every arm's deployments, and which of them to ask: of those that are up the least loaded for its
/// weight, among equals the one that had the least for its weight. Any thread.
public final class Deployments implements ArmHealth {

  private final Map<String, List<DeploymentHealth>> byArm = new LinkedHashMap<>();

  public Deployments(RouterConfig config) {
    this(config, Map.of());
  }

  private Deployments(RouterConfig config, Map<String, List<DeploymentHealth>> before) {
    for (Model model : config.models()) {
      List<DeploymentHealth> known = new ArrayList<>(before.getOrDefault(model.id(), List.of()));
      List<DeploymentHealth> all = new ArrayList<>();
      for (var deployment : model.deployments()) {
        String name = model.id() + "#" + all.size();
        DeploymentHealth fresh = new DeploymentHealth(name, deployment, config.health());
        DeploymentHealth same = known.stream().filter(fresh::isSamePlace).findFirst().orElse(fresh);
        known.remove(same);
        all.add(same == fresh ? fresh : fresh.goingOnFrom(same));
      }
      byArm.put(model.id(), List.copyOf(all));
    }
  }

  /// Those of another configuration. Where a place is the same to the letter, its key included,
  /// what is known of its health and of calls under way stays known.
  public Deployments become(RouterConfig config) {
    return new Deployments(config, byArm);
  }

  /// Whether any of the arm's deployments may be asked.
  @Override
  public boolean isUp(String arm) {
    return of(arm).stream().anyMatch(DeploymentHealth::isUp);
  }

  @Override
  public Duration rest(String arm) {
    return of(arm).stream()
        .map(DeploymentHealth::rest)
        .min(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  @Override
  public int underWay(String arm) {
    return of(arm).stream().mapToInt(DeploymentHealth::underWay).sum();
  }

  /// Begins a call to one that was not tried yet; empty when none is left.
  Optional<DeploymentHealth> begin(String arm, Set<DeploymentHealth> tried) {
    return of(arm).stream()
        .filter(one -> !tried.contains(one) && one.isUp())
        .sorted(
            Comparator.comparingDouble(DeploymentHealth::load)
                .thenComparingDouble(DeploymentHealth::share))
        .filter(DeploymentHealth::begin)
        .findFirst();
  }

  private List<DeploymentHealth> of(String arm) {
    return byArm.getOrDefault(arm, List.of());
  }
}
