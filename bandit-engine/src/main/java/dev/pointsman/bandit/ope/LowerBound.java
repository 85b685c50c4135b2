package dev.pointsman.bandit.ope;

/// A lower bound on a mean in 0..1 that holds at every moment at once, whenever one looks.
///
/// Observations are >= 0, not bounded above, each of the mean given those before it. Predictable
/// plug-in empirical Bernstein: with bets λ_t and guesses g_t <= 1 made before X_t,
///
/// Π exp(λ_t (X_t - μ) - ψ(λ_t) (X_t - g_t)²), ψ(λ) = -ln(1 - λ) - λ
///
/// is a supermartingale, so μ >= (Σ λX - ln(1/α) - Σ ψ(λ)(X - g)²) / Σ λ at all times with
/// probability 1 - α (Fan, Grama and Liu 2015; Waudby-Smith and Ramdas 2024; for importance weights
/// Waudby-Smith et al., Anytime-valid off-policy inference, 2022). The best bound so far is kept.
/// O(1) an observation. One thread.
public final class LowerBound {

  private static final double MOST_BET = 0.5;

  private final double price;
  private double seen;
  private double sum;
  private double squares;
  private double bets;
  private double won;
  private double paid;
  private double best;

  public LowerBound(double alpha) {
    price = -Math.log(alpha);
  }

  public void add(double x) {
    double t = seen + 1;
    double guess = Math.min(1, (0.5 + sum) / t);
    double variance = (0.25 + squares) / t;
    double bet = Math.min(MOST_BET, Math.sqrt(2 * price / (variance * t * Math.log1p(t))));
    bets += bet;
    won += bet * x;
    paid += (-Math.log1p(-bet) - bet) * (x - guess) * (x - guess);
    best = Math.max(best, (won - price - paid) / bets);
    seen = t;
    sum += x;
    double mean = Math.min(1, (0.5 + sum) / (t + 1));
    squares += (x - mean) * (x - mean);
  }

  public double value() {
    return best;
  }
}
