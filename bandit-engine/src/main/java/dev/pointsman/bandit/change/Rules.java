package dev.pointsman.bandit.change;

/// When a candidate moves on.
///
/// `alpha` is the chance of a wrong move at each step; `margin` by how much its utility must surely
/// exceed that of the policy that serves to leave the shadow; `qualityLoss` and `costRise` how much
/// worse or dearer it may surely be before it is taken back, on the scales of {@link Outcome};
/// `share` of the conversations is the canary's; a step is over after `mostRows`.
public record Rules(
    double alpha, double margin, double qualityLoss, double costRise, double share, long mostRows) {

  public Rules {
    if (!(alpha > 0 && alpha < 1) || !(share > 0 && share < 1) || mostRows < 1) {
      throw new IllegalArgumentException(
          "alpha and share must be in (0, 1) and rows positive, were %s, %s, %s"
              .formatted(alpha, share, mostRows));
    }
    if (!(margin >= 0) || !(qualityLoss >= 0) || !(costRise >= 0)) {
      throw new IllegalArgumentException(
          "margin, quality loss and cost rise must be >= 0, were %s, %s, %s"
              .formatted(margin, qualityLoss, costRise));
    }
  }
}
