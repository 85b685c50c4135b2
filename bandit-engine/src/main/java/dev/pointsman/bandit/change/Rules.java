package dev.pointsman.bandit.change;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;

/// When a candidate moves on.
///
/// `alpha` is the chance of a wrong move at each step; `margin` by how much its utility, in good
/// answers, must surely exceed that of the policy that serves; `qualityLoss` how much worse it may
/// surely be, in 0..1, and `costRise` how much dearer, as a share of the mean cost, before it is
/// taken back; `share` of the conversations is the canary's; for the first `warmUp` rewards it only
/// learns; a step is over after `mostRows`.
public record Rules(
    double alpha,
    double margin,
    double qualityLoss,
    double costRise,
    double share,
    long warmUp,
    long mostRows) {

  public Rules {
    if (!(alpha > 0 && alpha < 1) || !(share > 0 && share < 1) || mostRows < 1 || warmUp < 1) {
      throw new IllegalArgumentException(
          "alpha and share must be in (0, 1), warm-up and rows positive, were %s, %s, %s, %s"
              .formatted(alpha, share, warmUp, mostRows));
    }
    if (!(margin >= 0) || !(qualityLoss >= 0) || !(costRise >= 0)) {
      throw new IllegalArgumentException(
          "margin, quality loss and cost rise must be >= 0, were %s, %s, %s"
              .formatted(margin, qualityLoss, costRise));
    }
  }

  public void write(ByteWriter out) {
    out.number(alpha).number(margin).number(qualityLoss).number(costRise).number(share);
    out.count(warmUp).count(mostRows);
  }

  public static Rules read(ByteReader in) {
    return new Rules(
        in.number(), in.number(), in.number(), in.number(), in.number(), in.count(), in.count());
  }
}
