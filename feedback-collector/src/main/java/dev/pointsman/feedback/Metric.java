package dev.pointsman.feedback;

import dev.pointsman.feedback.Feedback.Source;
import java.util.Map;

/// A named signal that applications report, and what its values say of quality.
///
/// `worst` is the value of an answer that could not be worse, `best` of one that could not be
/// better; `worst` above `best` is a metric to keep low. `isFlag` takes true and false alone.
public record Metric(Source source, boolean isFlag, double worst, double best) {

  public static final String EDIT = "edit";
  public static final String REGENERATE = "regenerate";
  public static final String ABANDONMENT = "abandonment";
  public static final String ESCALATE = "escalate";

  private static final Metric VOTE = new Metric(Source.USER, false, 0, 1);

  /// What can be reported on every route. `edit` is how far the text that was kept is from the
  /// answer, 0 to 1.
  public static final Map<String, Metric> BUILT_IN =
      Map.of(
          "thumb",
          VOTE,
          "rating",
          VOTE,
          "check",
          new Metric(Source.CHECK, false, 0, 1),
          EDIT,
          new Metric(Source.USER, false, 1, 0));

  public Metric {
    if (!(Double.isFinite(worst) && Double.isFinite(best) && worst != best)) {
      throw new IllegalArgumentException(
          "a metric needs two different ends, were " + worst + " and " + best);
    }
  }

  /// The least value that may be given.
  public double least() {
    return Math.min(worst, best);
  }

  /// The greatest.
  public double most() {
    return Math.max(worst, best);
  }

  /// Quality, 0 to 1, of a value within the range.
  public double quality(double given) {
    return Math.clamp((given - worst) / (best - worst), 0, 1);
  }
}
