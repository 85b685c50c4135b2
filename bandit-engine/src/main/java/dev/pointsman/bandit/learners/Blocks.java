package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import java.util.Arrays;
import java.util.List;

/// The coefficients in groups that are shrunk alike: group 0 is the constant, then one group for
/// each block of the schema. Immutable.
final class Blocks {

  private final int[] starts;

  private Blocks(int[] starts) {
    this.starts = starts;
  }

  /// The constant alone.
  static Blocks none() {
    return new Blocks(new int[] {0, 1});
  }

  static Blocks of(FeatureSchema schema) {
    List<FeatureSchema.Block> blocks = schema.blocks();
    int[] starts = new int[blocks.size() + 2];
    starts[1] = 1;
    for (int i = 0; i < blocks.size(); i++) {
      starts[i + 2] = blocks.get(i).to() + 1;
    }
    return new Blocks(starts);
  }

  /// The same with one more group of this size behind the others; with none when it is empty.
  Blocks and(int size) {
    if (size == 0) {
      return this;
    }
    int[] more = Arrays.copyOf(starts, starts.length + 1);
    more[starts.length] = dimension() + size;
    return new Blocks(more);
  }

  int count() {
    return starts.length - 1;
  }

  int from(int group) {
    return starts[group];
  }

  int to(int group) {
    return starts[group + 1];
  }

  int group(int coefficient) {
    int group = 0;
    while (coefficient >= starts[group + 1]) {
      group++;
    }
    return group;
  }

  int dimension() {
    return starts[starts.length - 1];
  }

  /// The features in use behind a constant 1.
  double[] inputs(Context context) {
    double[] x = new double[dimension()];
    x[0] = 1;
    for (int i = 1; i < x.length; i++) {
      x[i] = context.feature(i - 1);
    }
    return x;
  }

  /// One value per group spread over the coefficients.
  double[] spread(double[] byGroup) {
    double[] values = new double[dimension()];
    for (int group = 0; group < count(); group++) {
      for (int i = from(group); i < to(group); i++) {
        values[i] = byGroup[group];
      }
    }
    return values;
  }
}
