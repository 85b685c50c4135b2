package dev.pointsman.eval.ope;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.bandit.learners.SnapshotException;
import dev.pointsman.datasets.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// A saved policy, frozen: the distribution it would draw from, exploration included, on the row's
/// features, at the row's own lambda and value.
///
/// Records hold no prices, so an arm costs what its record predicted.
final class SnapshotTarget implements Target {

  private final Policy policy;
  private final FeatureSchema schema;

  SnapshotTarget(Policy policy, FeatureSchema schema) {
    this.policy = policy;
    this.schema = schema;
  }

  static SnapshotTarget read(Path file, FeatureSchema schema) {
    return new SnapshotTarget(restore(file, schema), schema);
  }

  private static Policy restore(Path file, FeatureSchema schema) {
    String where = "--target snapshot=" + file;
    String why = "";
    try {
      byte[] bytes = Files.readAllBytes(file);
      for (String name : Learners.names()) {
        try {
          return Learners.restore(bytes, name, schema).snapshot();
        } catch (SnapshotException e) {
          String message = String.valueOf(e.getMessage());
          why = why.isEmpty() || !message.startsWith("it is of ") ? message : why;
        }
      }
    } catch (NoSuchFileException e) {
      throw new BadInputException(where, "there is no such file", "check the path");
    } catch (IOException e) {
      throw new BadInputException(
          where, "cannot be read (" + e.getMessage() + ")", "check file and rights");
    }
    throw new BadInputException(where, "no policy: " + why, "save the learner's snapshot again");
  }

  @Override
  public double[] of(LogRow row, ArmNames names) {
    if (row.features.length == 0) {
      throw row.bad(
          "the row has no features", "--target snapshot=F needs records exported with features");
    }
    if (row.features.length != schema.dimension() || !row.featureSchema.equals(schema.hash())) {
      throw row.bad(
          "its features are of schema " + row.featureSchema + ", the snapshot's " + schema.hash(),
          "use a snapshot that learnt from these features");
    }
    List<Arm> arms = new ArrayList<>();
    for (int i = 0; i < row.arms.size(); i++) {
      double usd = row.predictedCost.length == 0 ? 0 : row.predictedCost[i];
      arms.add(new Arm(row.arms.get(i), new Price(0, 0, usd), OptionalDouble.empty()));
    }
    Context context = Context.of(row.features, row.inputTokens);
    Question question = new Question(context, arms, row.lambda, row.value, true);
    return policy.assess(question).distribution().probabilities();
  }
}
