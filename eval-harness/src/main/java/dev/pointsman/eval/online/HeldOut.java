package dev.pointsman.eval.online;

/// What a frozen policy did on the held-out rows: the arm it took at each place, the quality it
/// expected of it, and what it would have done at other lambdas.
record HeldOut(Places places, Sweep sweep) {

  /// Grows by place, then is only read.
  static final class Places {
    private final int[] arms;
    private final float[] expected;

    Places(int size) {
      this.arms = new int[size];
      this.expected = new float[size];
    }

    void put(int place, int arm, double quality) {
      arms[place] = arm;
      expected[place] = (float) quality;
    }
  }

  int arm(int place) {
    return places.arms[place];
  }

  /// Predicted quality 0..1 of the arm taken.
  double expected(int place) {
    return places.expected[place];
  }
}
