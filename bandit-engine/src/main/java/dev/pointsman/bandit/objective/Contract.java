package dev.pointsman.bandit.objective;

import dev.pointsman.bandit.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// What one request demands of the arm that answers it: expected cost (USD), quality (0..1) and
/// latency (ms). A latency nobody knows yet passes. Pure; any thread.
public record Contract(
    OptionalDouble maxCostUsd, OptionalDouble minQuality, OptionalDouble maxLatencyMs) {

  /// The constraints, in the order in which they are applied.
  public enum Limit {
    MAX_COST_USD("max_cost_usd", "is expected to cost more than %s USD"),
    MIN_QUALITY("min_quality", "is expected to fall short of quality %s"),
    MAX_LATENCY_MS("max_latency_ms", "is expected to take longer than %s ms");

    private final String field;
    private final String complaint;

    Limit(String field, String complaint) {
      this.field = field;
      this.complaint = complaint;
    }

    /// Its name in a request.
    public String field() {
      return field;
    }
  }

  /// Arms which one constraint took away, by their places, never none; `complaint` is about each.
  public record Cut(Limit limit, String complaint, List<Integer> places) {
    public Cut {
      places = List.copyOf(places);
    }
  }

  /// The places of the arms left, and what each constraint took. When none is left, the last cut is
  /// the one that emptied it, and later constraints were not tried.
  public record Screened(List<Integer> left, List<Cut> cuts) {
    public Screened {
      left = List.copyOf(left);
      cuts = List.copyOf(cuts);
    }
  }

  public boolean isEmpty() {
    return maxCostUsd.isEmpty() && minQuality.isEmpty() && maxLatencyMs.isEmpty();
  }

  /// Applies the constraints in turn to predictions in the order of the eligible arms.
  public Screened screen(List<Prediction> predictions) {
    List<Integer> left = IntStream.range(0, predictions.size()).boxed().toList();
    List<Cut> cuts = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      OptionalDouble bound = bound(limit);
      if (bound.isEmpty() || left.isEmpty()) {
        continue;
      }
      double at = bound.getAsDouble();
      Predicate<Integer> passes = place -> passes(limit, at, predictions.get(place));
      List<Integer> gone = left.stream().filter(passes.negate()).toList();
      left = left.stream().filter(passes).toList();
      if (!gone.isEmpty()) {
        cuts.add(new Cut(limit, limit.complaint.formatted(at), gone));
      }
    }
    return new Screened(left, cuts);
  }

  private OptionalDouble bound(Limit limit) {
    return switch (limit) {
      case MAX_COST_USD -> maxCostUsd;
      case MIN_QUALITY -> minQuality;
      case MAX_LATENCY_MS -> maxLatencyMs;
    };
  }

  private static boolean passes(Limit limit, double bound, Prediction predicted) {
    return switch (limit) {
      case MAX_COST_USD -> predicted.costUsd() <= bound;
      case MIN_QUALITY -> predicted.quality() >= bound;
      case MAX_LATENCY_MS -> !(predicted.latencyMs() > bound);
    };
  }
}
