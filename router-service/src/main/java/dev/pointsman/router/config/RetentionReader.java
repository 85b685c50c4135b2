package dev.pointsman.router.config;

import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.Retention;
import dev.pointsman.router.config.RouterConfig.Route;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads `retention`: how long what is known of people is kept.
final class RetentionReader {

  private RetentionReader() {}

  static Retention read(Section section, List<Route> routes) {
    Retention usual = Retention.USUAL;
    Optional<Duration> decisions = section.whole("decisions_hours").map(Duration::ofHours);
    Duration heard = heard(routes);
    if (decisions.filter(kept -> kept.compareTo(heard) < 0).isPresent()) {
      throw section.problem(
          "decisions_hours",
          "is less than the %d hours in which feedback is taken; give %d, or each source of each route a shorter horizon_hours"
              .formatted(heard.toHours(), heard.toHours()));
    }
    return new Retention(
        decisions,
        section.whole("rewards_days").map(Duration::ofDays),
        Duration.ofDays(section.integer("voices_days", usual.voices().toDays())),
        Duration.ofDays(section.integer("spend_days", usual.spend().toDays())));
  }

  /// The longest that any source is heard on any route.
  private static Duration heard(List<Route> routes) {
    return routes.stream()
        .map(route -> route.signals().horizons())
        .flatMap(
            horizons ->
                Arrays.stream(Source.values())
                    .map(s -> horizons.getOrDefault(s, EventLogConfig.DEFAULT_HORIZON)))
        .max(Duration::compareTo)
        .orElse(EventLogConfig.DEFAULT_HORIZON);
  }
}
