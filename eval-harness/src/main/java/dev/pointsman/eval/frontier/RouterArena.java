package dev.pointsman.eval.frontier;

/// The score of the RouterArena board: accuracy and cost in one number, accuracy counting most.
///
/// `S = (1+b) A C / (b A + C)` with b = 0.1, A the accuracy and C the cost on a logarithmic scale,
/// 1 at $0.0044 per 1,000 requests and 0 at $200. Source: RouterArena, arXiv 2510.00202.
public final class RouterArena {

  private static final double BETA = 0.1;
  private static final double DEAREST = 200;
  private static final double CHEAPEST = 0.0044;

  private RouterArena() {}

  /// `costUsd` is per request; costs off the scale count as its ends.
  public static double score(double accuracy, double costUsd) {
    double perThousand = Math.clamp(costUsd * 1_000, CHEAPEST, DEAREST);
    double cheapness = Math.log(DEAREST / perThousand) / Math.log(DEAREST / CHEAPEST);
    double below = BETA * accuracy + cheapness;
    return below == 0 ? 0 : (1 + BETA) * accuracy * cheapness / below;
  }
}
