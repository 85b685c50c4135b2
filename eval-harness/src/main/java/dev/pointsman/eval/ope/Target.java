package dev.pointsman.eval.ope;

import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.datasets.BadInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/// The policy that is asked about: a probability for each arm of a row.
///
/// The sum is below 1 where the policy wants an arm that the row did not offer. One thread.
interface Target {

  double[] of(LogRow row, ArmNames names);

  /// Complains, once the log is read, of an arm that is nowhere in it.
  default void finish(ArmNames names) {}

  /// What `--target` names; the rows' own `target` when it is not given.
  static Target parse(String text, Supplier<FeatureSchema> schema) {
    if (text.isEmpty()) {
      return Target::given;
    }
    if (text.equals("uniform")) {
      return Target::uniform;
    }
    int equals = text.indexOf('=');
    String kind = equals < 0 ? text : text.substring(0, equals);
    String value = equals < 0 ? "" : text.substring(equals + 1);
    if (value.isEmpty()) {
      throw unknown(text);
    }
    return switch (kind) {
      case "arm" -> new FixedArm(value);
      case "lambda" -> new FixedLambda(lambda(value));
      case "snapshot" -> SnapshotTarget.read(Path.of(value), schema.get());
      default -> throw unknown(text);
    };
  }

  private static BadInputException unknown(String text) {
    return new BadInputException(
        "--target",
        "was '" + text + "'",
        "give lambda=L, arm=A, snapshot=FILE or uniform, or leave it out for the rows' own target");
  }

  private static double lambda(String value) {
    try {
      double lambda = Double.parseDouble(value);
      if (lambda >= 0 && Double.isFinite(lambda)) {
        return lambda;
      }
    } catch (NumberFormatException e) {
      // Falls through to the complaint.
    }
    throw new BadInputException(
        "--target", "lambda was '" + value + "'", "give a number >= 0, quality per USD");
  }

  private static double[] given(LogRow row, ArmNames names) {
    if (row.target.length == 0) {
      String mend = "give --target lambda=L, arm=A, snapshot=FILE or uniform";
      throw row.bad("the row has no target", mend);
    }
    return row.target;
  }

  private static double[] uniform(LogRow row, ArmNames names) {
    if (row.size() == 0) {
      throw row.bad("the row does not tell how many arms there are", "give target or q_hat");
    }
    double[] even = new double[row.size()];
    Arrays.fill(even, 1.0 / even.length);
    return even;
  }
}
