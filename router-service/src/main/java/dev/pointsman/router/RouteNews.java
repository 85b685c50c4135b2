package dev.pointsman.router;

import dev.pointsman.bandit.change.Candidacy.Stage;
import dev.pointsman.feedback.fold.Standing;
import dev.pointsman.router.alerts.Alert;
import dev.pointsman.router.live.LiveRoute;
import java.util.List;
import java.util.stream.Stream;

/// What a route has lately learnt that somebody should be told.
final class RouteNews {

  private RouteNews() {}

  /// Arms whose answers changed, and moves of the candidate but its proposal. Any thread.
  static List<Alert> since(LiveRoute route, long millis) {
    Stream<Alert> changes =
        route.alarms().since(millis).stream()
            .map(a -> Alert.change(route.name(), a.arm(), a.entry(), a.tsMillis()));
    Stream<Alert> moves =
        route.keep().upkeep().get().candidate().map(Standing::steps).orElse(List.of()).stream()
            .filter(step -> step.stage() != Stage.SHADOW && step.tsMillis() >= millis)
            .map(step -> Alert.candidate(route.name(), step));
    return Stream.concat(changes, moves).toList();
  }
}
