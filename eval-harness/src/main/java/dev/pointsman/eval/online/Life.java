package dev.pointsman.eval.online;

import dev.pointsman.bandit.Policy;
import java.util.BitSet;

/// What came of one replay. `explored` is the share of rounds in which another arm than the one of
/// highest expected utility was drawn.
final class Life {

  private final Stream stream;
  private final HeldOut heldOut;
  private final Policy policy;
  private final double explored;

  /// Realised utility at each place, mean over the passes, and where the last pass explored.
  record Stream(Utilities utility, BitSet explored) {}

  /// By place of the stream.
  static final class Utilities {
    private final double[] values;

    Utilities(int places) {
      this.values = new double[places];
    }

    void add(int place, double utility) {
      values[place] += utility;
    }

    int size() {
      return values.length;
    }
  }

  Life(Stream stream, HeldOut heldOut, Policy policy, double explored) {
    this.stream = stream;
    this.heldOut = heldOut;
    this.policy = policy;
    this.explored = explored;
  }

  /// Realised utility at a place of the stream, grading paid, mean over the passes.
  double streamUtility(int place) {
    return stream.utility.values[place];
  }

  boolean isExplored(int place) {
    return stream.explored.get(place);
  }

  /// The arm taken at a held-out place.
  int heldOutArm(int place) {
    return heldOut.arm(place);
  }

  HeldOut heldOut() {
    return heldOut;
  }

  Policy policy() {
    return policy;
  }

  double explored() {
    return explored;
  }
}
