package dev.pointsman.bandit.change;

/// A row's unbiased value of what the candidate gets more, and between which it had to lie, as
/// known before arm or side were drawn.
record Score(double value, double least, double most) {

  /// Of a row of a conversation that was drawn with probability `share` to be the candidate's: (c -
  /// s) (v - m), with c = 1 / share for the candidate's rows, s = 1 / (1 - share) for the others,
  /// else 0. As c - s has mean 0, any m from earlier rows is right; the mean outcome makes it vary
  /// least.
  static Score split(boolean byCandidate, double share, double outcome, double guess) {
    double candidate = 1 / share;
    double serving = 1 / (1 - share);
    double value = byCandidate ? candidate * (outcome - guess) : -serving * (outcome - guess);
    return new Score(
        value,
        Math.min(-candidate * guess, -serving * (1 - guess)),
        Math.max(candidate * (1 - guess), serving * guess));
  }
}
