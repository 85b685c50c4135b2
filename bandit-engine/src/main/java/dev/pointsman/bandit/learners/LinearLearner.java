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
  private final TokenHead tokens;
  private final Exploration cold;
  private final Exploration informed;
  private @Nullable LinearPolicy current;

  /// Explores by `informed` while every arm came with a guess of its quality, else by `cold`.
  LinearLearner(
      String build,
      Blocks blocks,
      Hierarchy.Settings settings,
      Exploration cold,
      Exploration informed) {
    this.build = build;
    this.blocks = blocks;
    this.quality = new Hierarchy(blocks, settings);
    this.tokens = new TokenHead(blocks, settings.sharing());
    this.cold = cold;
    this.informed = informed;
  }

  @Override
  public void learn(Lesson lesson) {
    current = null;
    switch (lesson) {
      case Lesson.Arms arms -> {
        for (Arm arm : arms.arms()) {
          quality.describe(arm.id(), arm.qualityPrior());
        }
      }
      case Lesson.Usage usage ->
          tokens.learn(
              usage.arm(), blocks.inputs(usage.context()), usage.outputTokens(), usage.latencyMs());
      case Lesson.Graded graded ->
          quality.replace(graded.arm(), blocks.inputs(graded.context()), Amendment.of(graded));
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

  void save(StateWriter out) {
    quality.save(out);
    tokens.save(out);
  }

  /// Takes over a saved state; only a learner that was taught nothing may.
  void restore(StateReader in) {
    quality.restore(in);
    tokens.restore(in);
    in.end();
    current = null;
  }

  private LinearPolicy policy() {
    LinearPolicy policy = current;
    if (policy == null) {
      Exploration exploration = quality.isInformed() ? informed : cold;
      policy = new LinearPolicy(blocks, quality.beliefs(), tokens.forecasts(), exploration);
      current = policy;
    }
    return policy;
  }
}
