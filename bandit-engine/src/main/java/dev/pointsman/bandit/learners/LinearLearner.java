package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Question;
import org.jspecify.annotations.Nullable;

/// Teaches linear beliefs about quality and tokens. One thread; a lesson costs O(d²), and O(arms x
/// d³) when a refit is due.
final class LinearLearner implements Learner {

  private final String build;
  private final Blocks blocks;
  private final Hierarchy quality;
  private final CascadeHead cascades;
  private final TokenHead tokens;
  private final Exploration exploration;
  private @Nullable LinearPolicy current;

  LinearLearner(String build, Blocks blocks, Hierarchy.Settings settings, Exploration exploration) {
    this.build = build;
    this.blocks = blocks;
    this.quality = new Hierarchy(blocks, settings);
    this.cascades = new CascadeHead(blocks, settings);
    this.tokens = new TokenHead(blocks, settings.sharing());
    this.exploration = exploration;
  }

  @Override
  public void learn(Lesson lesson) {
    current = null;
    switch (lesson) {
      case Lesson.Arms arms -> {
        for (Arm arm : arms.arms()) {
          describe(arm);
        }
      }
      case Lesson.Usage usage ->
          tokens.learn(
              usage.arm(), blocks.inputs(usage.context()), usage.outputTokens(), usage.latencyMs());
      case Lesson.Verified verified ->
          cascades.verify(
              verified.arm(), blocks.inputs(verified.context()), verified.accepted());
      case Lesson.Graded graded -> grade(graded, blocks.inputs(graded.context()));
    }
  }

  private void describe(Arm arm) {
    if (arm.cascade().isPresent()) {
      cascades.describe(arm);
    } else {
      quality.describe(arm.id(), arm.qualityPrior());
    }
  }

  private void grade(Lesson.Graded graded, double[] x) {
    if (graded.part() == Lesson.Part.WHOLE) {
      quality.replace(graded.arm(), x, Amendment.of(graded));
    } else {
      cascades.grade(graded, x);
    }
  }

  @Override
  public Assessment assess(Question question) {
    return policy().assess(question);
  }

  @Override
  public Policy snapshot() {
    return policy();
  }

  @Override
  public String build() {
    return build;
  }

  private LinearPolicy policy() {
    LinearPolicy policy = current;
    if (policy == null) {
      policy = new LinearPolicy(
              blocks, quality.beliefs(), cascades.beliefs(), tokens.forecasts(), exploration);
      current = policy;
    }
    return policy;
  }
}
