package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Answers from a table of means by arm and cluster. Immutable, any thread; O(arms + clusters).
record TablePolicy(
    FeatureSchema.Block clusters, Map<String, Row> rows, double graded, Exploration exploration)
    implements Policy {

  private static final double NOISE = 0.2;
  private static final double CELL_ROWS = 20;
  private static final double EXPECTED_QUALITY = 0.5;
  private static final double EXPECTED_TOKENS = 200;
  private static final double EXPECTED_ROWS = 2;
  private static final double GUESS_ROWS = 40;

  /// What is known of one arm.
  record Row(CellMeans quality, CellMeans outputTokens, CellMeans latencyMs) {

    static Row empty(int cells, OptionalDouble qualityPrior) {
      CellMeans none = CellMeans.empty(cells, CELL_ROWS);
      return new Row(none, none.expecting(EXPECTED_TOKENS, EXPECTED_ROWS), none)
          .expecting(qualityPrior);
    }

    Row expecting(OptionalDouble qualityPrior) {
      CellMeans expecting =
          qualityPrior.isPresent()
              ? quality.expecting(qualityPrior.getAsDouble(), GUESS_ROWS)
              : quality.expecting(EXPECTED_QUALITY, EXPECTED_ROWS);
      return new Row(expecting, outputTokens, latencyMs);
    }

    Row graded(int cell, Amendment row) {
      return new Row(quality.with(cell, row), outputTokens, latencyMs);
    }

    Row used(int cell, Lesson.Usage usage) {
      return new Row(
          quality,
          known(outputTokens, cell, usage.outputTokens()),
          known(latencyMs, cell, usage.latencyMs()));
    }

    private static CellMeans known(CellMeans means, int cell, double value) {
      return value >= 0 ? means.with(cell, Amendment.first(value, 1)) : means;
    }
  }

  /// The largest feature of the block, the first of equals.
  static int cell(Context context, FeatureSchema.Block clusters) {
    int largest = clusters.from();
    for (int i = clusters.from() + 1; i < clusters.to(); i++) {
      if (context.feature(i) > context.feature(largest)) {
        largest = i;
      }
    }
    return largest - clusters.from();
  }

  @Override
  public Assessment assess(Question question) {
    int cell = cell(question.context(), clusters);
    List<Prediction> predictions = new ArrayList<>(question.eligible().size());
    for (Arm arm : question.eligible()) {
      Row row = rows.get(arm.id());
      predictions.add(
          predict(
              arm,
              row == null ? Row.empty(clusters.size(), arm.qualityPrior()) : row,
              cell,
              question.context().inputTokens()));
    }
    return exploration.assess(question, predictions, graded);
  }

  private static Prediction predict(Arm arm, Row row, int cell, int inputTokens) {
    return new Prediction(
        Math.clamp(row.quality().mean(cell), 0, 1),
        Math.sqrt(NOISE * row.quality().variance(cell)),
        arm.price().usd(inputTokens, row.outputTokens().mean(cell)),
        row.latencyMs().mean(cell));
  }
}
