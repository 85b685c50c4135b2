package dev.pointsman.router;

import static java.util.Objects.requireNonNull;

import dev.pointsman.bandit.Arm;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.router.decision.Catalogue;
import dev.pointsman.router.decision.Catalogue.RouteArms;
import dev.pointsman.router.live.LiveRoute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The routes that run, as one catalogue gives way to the next: those that stay go on, new ones
/// begin with what was learnt of them before, the others end. One thread.
final class RunningRoutes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningRoutes.class);

  private final Foundation foundation;
  private final Map<String, RunningRoute> running = new LinkedHashMap<>();
  private final Map<String, List<Arm>> told = new LinkedHashMap<>();
  private List<RouteArms> served = List.of();

  RunningRoutes(Foundation foundation) {
    this.foundation = foundation;
  }

  /// The catalogue's routes, and what to do once they serve. Throws {@link StoreAwayException} when
  /// a new one cannot begin; nothing has changed then.
  record Change(Map<String, LiveRoute> live, Runnable served) {}

  Change become(Catalogue catalogue) {
    Map<String, RunningRoute> next = new LinkedHashMap<>();
    List<RunningRoute> begun = new ArrayList<>();
    try {
      for (RouteArms arms : catalogue.routes()) {
        RunningRoute known = running.get(arms.route().name());
        if (known == null || !known.canBe(arms.route())) {
          known = new RunningRoute(arms, foundation);
          begun.add(known);
        }
        next.put(arms.route().name(), known);
      }
    } catch (RuntimeException e) {
      begun.forEach(RunningRoute::close);
      throw e;
    }
    Map<String, LiveRoute> live = new LinkedHashMap<>();
    for (RouteArms arms : catalogue.routes()) {
      String name = arms.route().name();
      live.put(name, requireNonNull(next.get(name)).live(arms));
    }
    return new Change(live, () -> served(next, catalogue));
  }

  /// Tells the learners, and proposes, what they could not be told yet. While the store is away
  /// that waits: an arm nobody told of is new to a policy, and no error.
  void tellArms() {
    for (RouteArms arms : served) {
      String name = arms.route().name();
      try {
        if (!arms.engineArms().equals(told.get(name))) {
          RunningRoute.tell(arms, foundation.backend());
          told.put(name, arms.engineArms());
        }
        requireNonNull(running.get(name)).propose(arms.route());
      } catch (StoreAwayException e) {
        LOG.debug("the arms of {} are still to be told", name);
      }
    }
  }

  private void served(Map<String, RunningRoute> next, Catalogue catalogue) {
    running.forEach(
        (name, route) -> {
          if (next.get(name) != route) {
            route.close();
          }
          if (!next.containsKey(name)) {
            foundation.telemetry().forgetRoute(name);
          }
        });
    running.clear();
    running.putAll(next);
    served = catalogue.routes();
    told.keySet().retainAll(next.keySet());
    tellArms();
  }

  @Override
  public void close() {
    running.values().forEach(RunningRoute::close);
  }
}
