package dev.pointsman.feedback;

import dev.pointsman.feedback.Feedback.Source;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// How a route reads the signals on its answers. Immutable.
///
/// `gold` is the source the others are measured by: one that was sampled with known probability.
/// `metrics` are those that are declared beside the built-in ones, by name. `horizons` say how long
/// after the decision each source is heard; where one is missing the log's own horizon holds.
/// `families` names each arm's maker, whose judge may be partial to it.
public record SignalRules(
    Source gold,
    Map<String, Metric> metrics,
    Map<Source, Duration> horizons,
    Map<String, String> families) {

  /// A check is gold, and nothing is declared.
  public static final SignalRules PLAIN =
      new SignalRules(Source.CHECK, Map.of(), Map.of(), Map.of());

  /// Users' signals that nobody gave to rate: asked again, of a stronger arm even, the answer was
  /// edited, was left.
  static final Set<String> IMPLICIT =
      Set.of(Metric.EDIT, Metric.REGENERATE, Metric.ABANDONMENT, Metric.ESCALATE);

  public SignalRules {
    metrics = Map.copyOf(metrics);
    horizons = Map.copyOf(horizons);
    families = Map.copyOf(families);
    if (gold == Source.USER) {
      throw new IllegalArgumentException("users volunteer: their signal cannot be gold");
    }
  }

  /// How long after a decision a source is heard.
  public Duration horizon(Source source, Duration otherwise) {
    return horizons.getOrDefault(source, otherwise);
  }

  /// Whose answers a source's signals are mapped together with this arm's: a judge may be partial
  /// to a maker, users to an arm.
  public String group(Source source, String arm) {
    return source == Source.USER ? arm : family(arm);
  }

  /// The maker of an arm's model; the arm itself when it is not known.
  public String family(String arm) {
    return families.getOrDefault(arm, arm);
  }
}
