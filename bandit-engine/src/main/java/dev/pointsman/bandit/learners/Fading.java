package dev.pointsman.bandit.learners;

/// Forward decay: a row of today weighs twice as much as one of a half-life ago.
///
/// A row is weighed by its own time, `2^((t - reference) / half-life)`, so sums stay plain sums and
/// the order of rows is no matter; from time to time the reference moves forward and all sums are
/// scaled down. Time is that of decisions in the log, never a clock. Rows without a time (0) do not
/// fade. One thread.
///
/// Source: Cormode, Shkapenyuk, Srivastava and Xu, Forward Decay (ICDE 2009).
final class Fading {

  /// Long: what prompts and models are like changes over months. What changes in a day is the
  /// business of an {@link Alarm}.
  private static final double HALF_LIFE_MILLIS = 30 * 86_400_000.0;

  private static final double LARGEST_EXPONENT = 20;

  private long at;
  private long latest;
  private long reference;

  /// The rows that follow are of this time, in epoch milliseconds.
  void at(long millis) {
    at = millis;
    latest = Math.max(latest, millis);
    if (reference == 0) {
      reference = millis;
    }
  }

  /// What a row weighs now.
  double weight() {
    return at == 0 ? 1 : power(at - reference);
  }

  /// Whether the newest rows weigh so much that sums should be scaled down.
  boolean isDue() {
    return (latest - reference) / HALF_LIFE_MILLIS > LARGEST_EXPONENT;
  }

  /// Lets the newest row weigh 1; answers by what all sums are to be multiplied.
  double rebase() {
    double factor = power(reference - latest);
    reference = latest;
    return factor;
  }

  private static double power(long millis) {
    return StrictMath.pow(2, Math.min(LARGEST_EXPONENT * 2, millis / HALF_LIFE_MILLIS));
  }

  void save(StateWriter out) {
    out.number((double) at);
    out.number((double) latest);
    out.number((double) reference);
  }

  void restore(StateReader in) {
    at = (long) in.finite();
    latest = (long) in.finite();
    reference = (long) in.finite();
  }
}
