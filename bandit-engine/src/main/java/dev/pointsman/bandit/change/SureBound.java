package dev.pointsman.bandit.change;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;

/// A lower bound on the mean of scores that holds at every moment at once, whenever one looks.
///
/// Of a score D_t its least value l_t is known before it is drawn. With bets λ_t < 1 / b_t and
/// guesses g_t made before D_t, b_t = g_t - l_t,
///
/// Π exp(λ_t (D_t - Δ_t) - ψ(λ_t b_t) ((D_t - g_t) / b_t)²), ψ(λ) = -ln(1 - λ) - λ
///
/// is a supermartingale, so the mean of Δ_t, weighted by λ_t, is at least (Σ λD - ln(1/α) - Σ ψ ((D
/// - g) / b)²) / Σ λ at all times with probability 1 - α (Fan, Grama and Liu 2015; Waudby-Smith and
///   Ramdas 2024). The width follows the scores' variance, not their range. The best bound so far
///   is kept. O(1) a score. One thread.
final class SureBound {

  private static final double MOST_BET = 0.5;
  private static final double PRIOR_VARIANCE = 0.25;

  /// Guards against a score that cannot be below the guess.
  private static final double LEAST_REACH = 1e-9;

  private final double price;
  private long seen;
  private double sum;
  private double squares = PRIOR_VARIANCE;
  private double bets;
  private double won;
  private double paid;
  private double best = Double.NEGATIVE_INFINITY;

  SureBound(double alpha) {
    price = -StrictMath.log(alpha);
  }

  /// `least` is what the score could have been at the least, as known before it was drawn.
  void add(double score, double least) {
    if (!(score >= least - LEAST_REACH)) {
      throw new IllegalArgumentException("score " + score + " is below its least, " + least);
    }
    long t = seen + 1;
    double guess = Math.max(least, sum / t);
    double reach = Math.max(LEAST_REACH, guess - least);
    double wish = Math.sqrt(2 * price / (squares * StrictMath.log1p((double) t)));
    double bet = Math.min(MOST_BET / reach, wish);
    double fraction = bet * reach;
    double surprise = (score - guess) / reach;
    bets += bet;
    won += bet * score;
    paid += (-StrictMath.log1p(-fraction) - fraction) * surprise * surprise;
    best = Math.max(best, (won - price - paid) / bets);
    seen = t;
    sum += score;
    double off = score - sum / (t + 1);
    squares += off * off;
  }

  /// Minus infinity before the first score.
  double value() {
    return best;
  }

  void write(ByteWriter out) {
    out.count(seen).number(sum).number(squares).number(bets);
    out.number(won).number(paid).number(best);
  }

  void read(ByteReader in) {
    seen = in.count();
    sum = in.number();
    squares = in.number();
    bets = in.number();
    won = in.number();
    paid = in.number();
    best = in.number();
  }
}
