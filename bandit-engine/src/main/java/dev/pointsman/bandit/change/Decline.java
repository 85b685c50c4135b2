package dev.pointsman.bandit.change;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;

/// Whether the mean of scores fell surely below 0, from the beginning or from some later row on. A
/// mean that never does raises the alarm at any time at all with probability at most alpha.
///
/// A gambler bets that scores X are negative: his capital Π (1 - λ X_t) is a supermartingale while
/// means are >= 0, so it ever reaches 1 / α with probability at most α (Ville). He cannot know the
/// best λ, so capital is split over several; nor when the fall begins, so half of it is put in at
/// the first row and a share 1 / (k (k + 1)) before every `EPOCH` more, which a good past has not
/// lost. Both are mixtures of such capitals and so again one (Shafer 2021; Shin, Ramdas and Rinaldo
/// 2023 for beginnings). O(1) a row. One thread.
final class Decline {

  private static final int EPOCH = 64;
  private static final double ROUNDING = 1e-9;

  /// Bets as shares of the most that is allowed.
  private static final double[] SHARES = {0.8, 0.5, 0.3, 0.2, 0.12, 0.08, 0.05, 0.03};

  private final double enough;
  private final double most;
  private final double[] capital = new double[SHARES.length];
  private long rows;
  private long begun;

  /// No score is above `most`.
  Decline(double alpha, double most) {
    this.enough = 1 / alpha;
    this.most = most;
  }

  void add(double score) {
    if (!(score <= most + ROUNDING)) {
      throw new IllegalArgumentException("score " + score + " is above the most, " + most);
    }
    if (rows % EPOCH == 0) {
      begun++;
      double stake = 1.0 / (begun * (begun + 1.0));
      for (int i = 0; i < capital.length; i++) {
        capital[i] += stake;
      }
    }
    rows++;
    for (int i = 0; i < capital.length; i++) {
      capital[i] *= 1 - SHARES[i] / most * score;
    }
  }

  boolean isSure() {
    double sum = 0;
    for (double one : capital) {
      sum += one;
    }
    return sum / capital.length >= enough;
  }

  void write(ByteWriter out) {
    out.count(rows).count(begun);
    for (double one : capital) {
      out.number(one);
    }
  }

  void read(ByteReader in) {
    rows = in.count();
    begun = in.count();
    for (int i = 0; i < capital.length; i++) {
      capital[i] = in.number();
    }
  }
}
