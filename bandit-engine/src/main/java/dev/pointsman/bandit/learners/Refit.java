package dev.pointsman.bandit.learners;

import java.util.ArrayList;
import java.util.List;

/// What one refit gathers of the arms: the equations of w, which all arms have in common, and how
/// far each is from it. O(arms x d³). One thread.
final class Refit {

  /*
   * With the δ_a integrated out, Q_a = (A_a + Λ)⁻¹ and
   *
   *   (Γ + Σ_a (Λ - Λ Q_a Λ)) w = Γ e + Σ_a Λ Q_a b_a.
   *
   * `held` is Λ; `left` and `right` are the sums over arms.
   */

  private record Member(Ridge ridge, boolean isGuessed) {
    /// A constant that was guessed says nothing of how alike arms are.
    int first() {
      return isGuessed ? 1 : 0;
    }
  }

  private final Blocks blocks;
  private final double[] held;
  private final double[] left;
  private final double[] right;
  private final double[] determined;
  private final List<Member> members = new ArrayList<>();

  /// `held`: how firmly arms are held to w, by coefficient.
  Refit(Blocks blocks, double[] held) {
    this.blocks = blocks;
    this.held = held;
    this.left = new double[Cholesky.packedLength(held.length)];
    this.right = new double[held.length];
    this.determined = new double[blocks.count()];
  }

  void add(Ridge ridge, boolean isGuessed) {
    Member member = new Member(ridge, isGuessed);
    members.add(member);
    double[][] covariance = ridge.posterior().covariance();
    marginalise(ridge, covariance);
    for (int i = member.first(); i < held.length; i++) {
      determined[blocks.group(i)] += 1 - held[i] * covariance[i][i];
    }
  }

  private void marginalise(Ridge ridge, double[][] covariance) {
    double[] solved = ridge.posterior().solve(ridge.responseWithGuess());
    for (int column = 0, at = 0; column < held.length; column++) {
      right[column] += held[column] * solved[column];
      left[at] += held[column];
      for (int row = column; row < held.length; row++) {
        left[at++] -= held[row] * covariance[row][column] * held[column];
      }
    }
  }

  /// What is believed of w where the prior has e and Γ.
  Posterior shared(Prior prior) {
    Cholesky factor =
        Cholesky.of(prior.added(left), right.length)
            .orElseThrow(() -> new IllegalStateException("the shared equations are singular"));
    return new Posterior(factor, factor.solve(prior.pulled(right)));
  }

  /// How many of the arms' coefficients their rows determine, by block.
  double[] determined() {
    return determined;
  }

  /// Σ_a |δ_a|² by block, of the arms as they are now held.
  double[] deviations(Posterior shared) {
    double[] squares = new double[blocks.count()];
    for (Member member : members) {
      Posterior posterior = member.ridge().posterior();
      for (int i = member.first(); i < held.length; i++) {
        double deviation = posterior.theta(i) - shared.theta(i);
        squares[blocks.group(i)] += deviation * deviation;
      }
    }
    return squares;
  }

  /// The mean squared residual of all rows, where a stated one counts some rows.
  double meanSquaredResidual(double stated, double statedRows) {
    double squares = statedRows * stated;
    double weight = statedRows;
    for (Member member : members) {
      squares += member.ridge().residualSquares();
      weight += member.ridge().weight();
    }
    return squares / weight;
  }
}
