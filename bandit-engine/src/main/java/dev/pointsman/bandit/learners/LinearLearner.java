package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Question;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Teaches linear beliefs about quality and tokens. One thread; a lesson costs O(d²), and O(arms x
/// d³) when a refit is due.
final class LinearLearner implements Learner {

  private final String build;
  private final Blocks blocks;
  private final Hierarchy.Settings settings;
  private final TokenHead tokens;
  private final Exploration cold;
  private final Exploration informed;
  private AnswerHead answers;
  private boolean isTaught;
  private Optional<String> changed = Optional.empty();
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
    this.settings = settings;
    this.answers = new AnswerHead(blocks, settings, List.of());
    this.tokens = new TokenHead(blocks, settings.sharing());
    this.cold = cold;
    this.informed = informed;
  }

  /// One that knows nothing yet, believes alike and explores so many times as much.
  LinearLearner exploring(double times) {
    return new LinearLearner(
        build + " x" + times,
        blocks,
        settings,
        new Tempered(cold, times),
        new Tempered(informed, times));
  }

  @Override
  public void learn(Lesson lesson) {
    current = null;
    changed = Optional.empty();
    switch (lesson) {
      case Lesson.Arms arms -> describe(arms.arms());
      case Lesson.At at -> {
        answers.at(at.millis());
        tokens.at(at.millis());
      }
      case Lesson.Usage usage -> {
        answers.called(usage.arm());
        tokens.learn(
            usage.arm(), blocks.inputs(usage.context()), usage.outputTokens(), usage.latencyMs());
      }
      case Lesson.Verified verified -> {
        isTaught = true;
        answers.verify(verified.arm(), blocks.inputs(verified.context()), verified.accepted());
      }
      case Lesson.Graded graded -> {
        isTaught = true;
        changed = answers.grade(graded, blocks.inputs(graded.context()));
      }
    }
  }

  /// Cascades that are there before the first answer have places of their own; see {@link
  /// Openings}.
  private void describe(List<Arm> arms) {
    if (!isTaught) {
      answers = new AnswerHead(blocks, settings, arms);
    }
    arms.forEach(answers::describe);
  }

  @Override
  public Optional<String> changed() {
    return changed;
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
    out.flag(isTaught);
    answers.save(out);
    tokens.save(out);
  }

  /// Takes over a saved state; only a learner that was taught nothing may.
  void restore(StateReader in) {
    isTaught = in.flag();
    answers = AnswerHead.restore(blocks, settings, in);
    tokens.restore(in);
    in.end();
    current = null;
  }

  private LinearPolicy policy() {
    LinearPolicy policy = current;
    if (policy == null) {
      Exploration exploration = answers.isInformed() ? informed : cold;
      policy = new LinearPolicy(blocks, answers.beliefs(), tokens.forecasts(), exploration);
      current = policy;
    }
    return policy;
  }
}
