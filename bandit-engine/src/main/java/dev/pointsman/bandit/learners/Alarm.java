package dev.pointsman.bandit.learners;

/// Notices that an arm's answers are no longer as good, or as bad, as its past foretells.
///
/// Two one-sided cumulative sums of standardised surprises `(y - foretold) / s`, each surprise
/// diminished by `ALLOWANCE`: a lasting shift of the mean by d standard deviations is shown after
/// some `THRESHOLD / (d - ALLOWANCE)` rows (a fifth of the answers of a good model lost: d = 0.33,
/// 310 rows; half of them: 50). Without a change a false alarm comes once in about two million rows
/// of independent surprises (Siegmund's approximation). O(1). One thread.
///
/// After a change the arm is reopened until `NEWS` were had of it: a graded answer is one, a call a
/// tenth of one, so that it ends where hardly any answer is graded.
///
/// Source: Page, Continuous Inspection Schemes (Biometrika 41, 1954).
final class Alarm {

  private static final double ALLOWANCE = 0.25;
  private static final double THRESHOLD = 25;
  private static final double BOUND = 4;
  private static final double NEWS = 30;
  private static final double CALL = 0.1;

  private double above;
  private double below;
  private double missing;

  /// Takes a surprise in standard deviations; says whether there was a change, and begins anew
  /// then.
  boolean shows(double surprise, double weight) {
    double bounded = Math.clamp(surprise, -BOUND, BOUND);
    above = Math.max(0, above + weight * (bounded - ALLOWANCE));
    below = Math.max(0, below + weight * (-bounded - ALLOWANCE));
    boolean isChange = above > THRESHOLD || below > THRESHOLD;
    if (isChange) {
      above = 0;
      below = 0;
      missing = NEWS;
    }
    return isChange;
  }

  void called() {
    graded(CALL);
  }

  /// Takes that an answer of this weight was graded.
  void graded(double weight) {
    missing = Math.max(0, missing - weight);
  }

  boolean isReopened() {
    return missing > 0;
  }

  void save(StateWriter out) {
    out.number(above);
    out.number(below);
    out.number(missing);
  }

  static Alarm restore(StateReader in) {
    Alarm alarm = new Alarm();
    alarm.above = in.finite();
    alarm.below = in.finite();
    alarm.missing = in.finite();
    return alarm;
  }
}
