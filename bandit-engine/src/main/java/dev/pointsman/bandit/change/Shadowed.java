package dev.pointsman.bandit.change;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;

/// What a candidate would have done with a decision of the policy that serves, before the outcome
/// is known: `ratio`, its probability of the drawn arm by that with which it was drawn, and the
/// most that could be for any arm; `expected`, how much more utility it expects of its own
/// probabilities than of those that were logged; `guess`, what it expects of the drawn arm; and
/// between which the row's score had to lie.
///
/// The score `expected` + (ratio - 1) (v - guess) of an outcome v is doubly robust: unbiased
/// whatever is expected, and the less it varies the better that is.
public record Shadowed(
    double ratio, double mostRatio, double expected, double guess, double least, double most) {

  /// Of each eligible arm, in the same order: the candidate's probability, the logged one (above
  /// 0), and the utility it expects in 0..1; `drawn` is the place of the drawn one.
  public static Shadowed of(double[] candidate, double[] logged, double[] utility, int drawn) {
    double expected = 0;
    for (int i = 0; i < logged.length; i++) {
      expected += (candidate[i] - logged[i]) * utility[i];
    }
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double mostRatio = 0;
    for (int i = 0; i < logged.length; i++) {
      double surplus = candidate[i] / logged[i] - 1;
      mostRatio = Math.max(mostRatio, surplus + 1);
      double bad = -surplus * utility[i];
      double good = surplus * (1 - utility[i]);
      least = Math.min(least, Math.min(bad, good));
      most = Math.max(most, Math.max(bad, good));
    }
    return new Shadowed(
        candidate[drawn] / logged[drawn],
        mostRatio,
        expected,
        utility[drawn],
        expected + least,
        expected + most);
  }

  Score score(double utility) {
    return new Score(expected + (ratio - 1) * (utility - guess), least, most);
  }

  public void write(ByteWriter out) {
    out.number(ratio).number(mostRatio).number(expected).number(guess).number(least).number(most);
  }

  public static Shadowed read(ByteReader in) {
    return new Shadowed(
        in.number(), in.number(), in.number(), in.number(), in.number(), in.number());
  }
}
