package dev.pointsman.feedback;

import dev.pointsman.feedback.Feedback.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How an event log works.
///
/// `horizon`: how long a decision is found by its id, and open to feedback where its route's rules
/// do not say less. `outcomeGrace`: how long feedback that came before the outcome waits to learn
/// who answered; after it the drawn arm is taken to have. `journal`: folder of the local journal
/// that holds events while the store is away; without it feedback fails meanwhile and other events
/// wait in memory. `rules`: how a route's signals are read, asked each time. `retention`: how long
/// records stay beyond that.
public record EventLogConfig(
    Set<String> routes,
    Duration horizon,
    Duration outcomeGrace,
    Optional<Path> journal,
    InstantSource clock,
    Function<String, SignalRules> rules,
    Retention retention) {

  public static final Duration DEFAULT_HORIZON = Duration.ofHours(24);
  public static final Duration DEFAULT_OUTCOME_GRACE = Duration.ofMillis(500);

  public EventLogConfig {
    routes = Set.copyOf(routes);
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("an event log needs at least one route");
    }
    for (String route : routes) {
      if (route.isBlank() || route.contains("{") || route.contains("}")) {
        throw new IllegalArgumentException(
            "a route's name must not be empty or hold { or }, was '" + route + "'");
      }
    }
    if (horizon.toMillis() <= 0 || outcomeGrace.isNegative()) {
      throw new IllegalArgumentException(
          "horizon must be > 0 and grace >= 0, were " + horizon + " and " + outcomeGrace);
    }
    if (retention.decisions(horizon).compareTo(horizon) < 0) {
      throw new IllegalArgumentException(
          "decisions must be kept while feedback is taken, for " + horizon + " at least");
    }
  }

  public static EventLogConfig of(Set<String> routes) {
    return new EventLogConfig(
        routes,
        DEFAULT_HORIZON,
        DEFAULT_OUTCOME_GRACE,
        Optional.empty(),
        InstantSource.system(),
        route -> SignalRules.PLAIN,
        Retention.USUAL);
  }

  public EventLogConfig withJournal(Path folder) {
    return new EventLogConfig(
        routes, horizon, outcomeGrace, Optional.of(folder), clock, rules, retention);
  }

  public EventLogConfig withHorizon(Duration changed) {
    return new EventLogConfig(routes, changed, outcomeGrace, journal, clock, rules, retention);
  }

  public EventLogConfig withOutcomeGrace(Duration changed) {
    return new EventLogConfig(routes, horizon, changed, journal, clock, rules, retention);
  }

  public EventLogConfig withClock(InstantSource changed) {
    return new EventLogConfig(routes, horizon, outcomeGrace, journal, changed, rules, retention);
  }

  public EventLogConfig withRules(Function<String, SignalRules> changed) {
    return new EventLogConfig(routes, horizon, outcomeGrace, journal, clock, changed, retention);
  }

  public EventLogConfig withRetention(Retention changed) {
    return new EventLogConfig(routes, horizon, outcomeGrace, journal, clock, rules, changed);
  }

  /// How long a decision is kept, with its outcome and feedback.
  public Duration decisionLife() {
    return retention.decisions(horizon);
  }

  /// The oldest decision that is open to this source at a time, both in epoch milliseconds.
  public long oldestOpen(String route, Source source, long atMillis) {
    return atMillis - rules.apply(route).horizon(source, horizon).toMillis();
  }
}
