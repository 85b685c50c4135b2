package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {

  @Test
  void solve_twoByTwo_matchesHandComputation() {
    // [[4, 2], [2, 3]] has determinant 8; its inverse is [[3, -2], [-2, 4]] / 8.
    Cholesky factor = Cholesky.of(new double[] {4, 2, 3}, 2).orElseThrow();

    assertThat(factor.solve(new double[] {1, 0}))
        .containsExactly(new double[] {.375, -.25}, within(1e-15));
    assertThat(factor.inverseForm(new double[] {1, 1})).isCloseTo(3.0 / 8, within(1e-15));
  }

  @Test
  void of_indefinite_isEmpty() {
    assertThat(Cholesky.of(new double[] {1, 2, 1}, 2)).isEmpty();
    assertThat(Cholesky.of(new double[] {Double.NaN}, 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 33, 65})
  void add_manyRows_matchesFactorOfTheSum(int dimension) {
    Random random = new Random(dimension);
    double[] packed = new double[Cholesky.packedLength(dimension)];
    for (int i = 0; i < dimension; i++) {
      packed[Cholesky.diagonal(i, dimension)] = 3;
    }
    Cholesky grown = Cholesky.of(packed, dimension).orElseThrow();

    for (int row = 0; row < 500; row++) {
      double[] x = random.doubles(dimension, -2, 2).toArray();
      double weight = random.nextDouble() * 2;
      grown.add(x, weight);
      Cholesky.addOuter(packed, x, weight);
    }

    double[] y = random.doubles(dimension, -1, 1).toArray();
    Cholesky direct = Cholesky.of(packed, dimension).orElseThrow();
    assertThat(grown.solve(y)).containsExactly(direct.solve(y), within(1e-12));
    assertThat(grown.inverseForm(y)).isCloseTo(direct.inverseForm(y), within(1e-12));
  }

  @Test
  void add_fiftyThousandRows_matchesBatchSolve() {
    assertMatchesBatchSolve(50_000);
  }

  @Test
  @Tag("long")
  void add_millionRows_matchesBatchSolve() {
    assertMatchesBatchSolve(1_000_000);
  }

  /// Rows with two nearly equal features and one a thousand times as large as the others.
  private static void assertMatchesBatchSolve(int rows) {
    int dimension = 32;
    Random random = new Random(1);
    double[] packed = new double[Cholesky.packedLength(dimension)];
    double[] right = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      packed[Cholesky.diagonal(i, dimension)] = 1;
    }
    Cholesky grown = Cholesky.of(packed, dimension).orElseThrow();

    for (int row = 0; row < rows; row++) {
      double[] x = random.doubles(dimension, -1, 1).toArray();
      x[1] = x[0] + 1e-3 * x[1];
      x[2] *= 1_000;
      grown.add(x, 1);
      Cholesky.addOuter(packed, x, 1);
      Vectors.axpy(x[0] - x[1] + x[2] / 1_000 + random.nextDouble(), x, right);
    }

    double[] batch = Cholesky.of(packed, dimension).orElseThrow().solve(right);
    assertThat(grown.solve(right)).containsExactly(batch, within(1e-8));
  }

  @Test
  void solve_timesMatrix_givesBackTheRightHandSide() {
    int dimension = 9;
    Random random = new Random(4);
    double[] packed = new double[Cholesky.packedLength(dimension)];
    for (int row = 0; row < 30; row++) {
      Cholesky.addOuter(packed, random.doubles(dimension, -1, 1).toArray(), 1);
    }
    double[] y = random.doubles(dimension, -1, 1).toArray();

    double[] z = Cholesky.of(packed, dimension).orElseThrow().solve(y);

    for (int row = 0; row < dimension; row++) {
      double product = 0;
      for (int column = 0; column < dimension; column++) {
        int low = Math.max(row, column);
        int high = Math.min(row, column);
        product += packed[Cholesky.diagonal(high, dimension) + low - high] * z[column];
      }
      assertThat(product).isCloseTo(y[row], within(1e-12));
    }
  }

  @Test
  void inverseForms_marksInTheTail_matchOneByOne() {
    int dimension = 9;
    Random random = new Random(5);
    double[] packed = new double[Cholesky.packedLength(dimension)];
    for (int row = 0; row < 30; row++) {
      Cholesky.addOuter(packed, random.doubles(dimension, -1, 1).toArray(), 1);
    }
    Cholesky factor = Cholesky.of(packed, dimension).orElseThrow();
    double[] x = random.doubles(dimension, -1, 1).toArray();

    double[] forms = factor.inverseForms(x, 6);

    assertThat(forms).hasSize(4);
    assertThat(forms[0]).isCloseTo(factor.inverseForm(x), within(1e-12));
    for (int place = 6; place < dimension; place++) {
      double[] marked = x.clone();
      marked[place] += 1;
      assertThat(forms[place - 5]).isCloseTo(factor.inverseForm(marked), within(1e-12));
    }
    assertThat(factor.inverseForms(x, dimension)).hasSize(1);
  }

  @Test
  void inverse_twoByTwo_matchesHandComputation() {
    double[][] inverse = Cholesky.of(new double[] {4, 2, 3}, 2).orElseThrow().inverse();

    assertThat(inverse[0]).containsExactly(new double[] {.375, -.25}, within(1e-15));
    assertThat(inverse[1]).containsExactly(new double[] {-.25, .5}, within(1e-15));
  }

  @Test
  void add_negativeWeight_isRefused() {
    Cholesky factor = Cholesky.of(new double[] {1}, 1).orElseThrow();

    assertThatThrownBy(() -> factor.add(new double[] {1}, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}
