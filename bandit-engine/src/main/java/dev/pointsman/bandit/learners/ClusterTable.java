package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Question;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// A table of means by arm and cluster; the cluster of a context is the likeliest of its task
/// labels, or the largest feature of the first block when the schema has no tasks.
///
/// Nothing is regressed: the simplest learner that reads a prompt at all. One thread; a lesson
/// costs O(clusters).
final class ClusterTable implements Learner {

  private final String build;
  private final FeatureSchema.Block clusters;
  private final Exploration exploration;
  private final Map<String, TablePolicy.Row> rows = new LinkedHashMap<>();
  private double graded;

  ClusterTable(String build, FeatureSchema schema, Exploration exploration) {
    this.build = build;
    this.clusters =
        schema.blocks().stream()
            .filter(block -> block.name().equals("task"))
            .findFirst()
            .or(() -> schema.blocks().stream().findFirst())
            .orElseThrow(() -> new IllegalArgumentException("a cluster table needs features"));
    this.exploration = exploration;
  }

  @Override
  public void learn(Lesson lesson) {
    switch (lesson) {
      case Lesson.Arms arms -> {
        for (Arm arm : arms.arms()) {
          rows.put(arm.id(), row(arm.id()).expecting(arm.qualityPrior()));
        }
      }
      case Lesson.At _ -> {}
      case Lesson.Usage usage -> {
        int cell = TablePolicy.cell(usage.context(), clusters);
        rows.put(usage.arm(), row(usage.arm()).used(cell, usage));
      }
      case Lesson.Verified verified -> {
        // A cascade is an arm like any other here.
      }
      case Lesson.Graded lessonGraded -> {
        int cell = TablePolicy.cell(lessonGraded.context(), clusters);
        Amendment amendment = Amendment.of(lessonGraded);
        rows.put(lessonGraded.arm(), row(lessonGraded.arm()).graded(cell, amendment));
        graded += amendment.addedWeight();
      }
    }
  }

  @Override
  public Assessment assess(Question question) {
    return snapshot().assess(question);
  }

  @Override
  public Policy snapshot() {
    return new TablePolicy(clusters, Map.copyOf(rows), graded, exploration);
  }

  @Override
  public String build() {
    return build;
  }

  private TablePolicy.Row row(String arm) {
    TablePolicy.Row known = rows.get(arm);
    return known == null ? TablePolicy.Row.empty(clusters.size(), OptionalDouble.empty()) : known;
  }
}
