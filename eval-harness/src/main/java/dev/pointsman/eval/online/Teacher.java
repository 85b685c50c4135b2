package dev.pointsman.eval.online;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.datasets.PriceList;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Reward;
import dev.pointsman.feedback.RewardRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Tells a learner what the feedback modes allow about one round, as lessons, and nothing else.
///
/// The only place where scores meet a learner: a learner is handed lessons and holds no table. The
/// score of an arm that was not chosen is read only when a shadow grading was drawn. Signals become
/// rewards by the rule of the live router, so weights are those it learns with.
final class Teacher {

  private static final double THUMBS_FLIPPED = 0.1;

  private final ArmTable table;
  private final Answers answers;
  private final List<Context> contexts;
  private final List<FeedbackMode> modes;
  private final List<JudgeDesk> desks;
  private final boolean tellsChosen;

  Teacher(ArmTable table, List<Context> contexts, FeedbackModes feedback, PriceList prices) {
    this.table = table;
    this.answers = new Answers(table);
    this.contexts = contexts;
    this.modes = feedback.modes();
    this.tellsChosen = feedback.tellsChosen();
    this.desks = new ArrayList<>();
    for (FeedbackMode mode : modes) {
      FeedbackMode.Judge judge =
          switch (mode) {
            case FeedbackMode.Judged judged -> judged.judge();
            case FeedbackMode.Shadow shadow -> shadow.judge();
            case FeedbackMode.Chosen chosen -> FeedbackMode.Judge.PERFECT;
            case FeedbackMode.Thumbs thumbs -> FeedbackMode.Judge.PERFECT;
          };
      desks.add(new JudgeDesk(table, prices, judge));
    }
  }

  /// What came of a round: the row, the arm chosen for it, the round's chance, and an arm that was
  /// not there to be chosen or shadowed.
  record Round(int row, int arm, Dice dice, OptionalInt absent) {
    Round(int row, int arm, Dice dice) {
      this(row, arm, dice, OptionalInt.empty());
    }

    private boolean isShadowed(int other) {
      return other != arm && (absent.isEmpty() || absent.getAsInt() != other);
    }
  }

  /// Teaches what came of a round; answers what grading cost in USD.
  double teach(Learner learner, Round round) {
    for (int model : answers.called(round.row(), round.arm())) {
      teachUsage(learner, round.row(), model);
    }
    if (answers.isCascade(round.arm())) {
      teachVerified(learner, round.row(), round.arm());
    }
    List<Feedback> signals = new ArrayList<>();
    if (tellsChosen) {
      signals.add(signal(Feedback.Source.CHECK, table.quality(round.row(), round.arm())));
    }
    double cost = 0;
    for (int i = 0; i < modes.size(); i++) {
      switch (modes.get(i)) {
        case FeedbackMode.Chosen chosen -> {}
        case FeedbackMode.Thumbs thumbs -> {
          boolean good = isGood(round);
          if (round.dice().roll(Dice.THUMBED) < thumbs.rateOf(good)) {
            signals.add(thumb(round, good));
          }
        }
        case FeedbackMode.Judged judged -> {
          if (round.dice().roll(Dice.JUDGED) < judged.rate()) {
            signals.add(grade(desks.get(i), round, round.arm()));
            cost += desks.get(i).cost(round.row(), round.arm());
          }
        }
        case FeedbackMode.Shadow shadow -> {
          if (round.dice().roll(Dice.SHADOWED) < shadow.rate()) {
            cost += shadow(learner, shadow.judge(), desks.get(i), round);
          }
        }
      }
    }
    learn(learner, round.row(), round.arm(), signals);
    return cost;
  }

  /// Whether this user finds the answer good.
  private boolean isGood(Round round) {
    return round.dice().roll(Dice.THUMB_UP) < table.quality(round.row(), round.arm());
  }

  private static Feedback thumb(Round round, boolean good) {
    double value = good ? 1 : 0;
    boolean flipped = round.dice().roll(Dice.THUMB_FLIPPED) < THUMBS_FLIPPED;
    return signal(Feedback.Source.USER, flipped ? 1 - value : value);
  }

  private static Feedback grade(JudgeDesk desk, Round round, int arm) {
    return signal(Feedback.Source.JUDGE, desk.grade(round.row(), arm, round.dice()));
  }

  /// All models that were not called answer too, and all are graded; what cascades made of those
  /// answers costs nothing.
  private double shadow(Learner learner, FeedbackMode.Judge judge, JudgeDesk desk, Round round) {
    Feedback.Source source = judge.isPerfect() ? Feedback.Source.CHECK : Feedback.Source.JUDGE;
    List<Integer> called = answers.called(round.row(), round.arm());
    double cost = 0;
    for (int model = 0; model < table.models(); model++) {
      if (!round.isShadowed(model)) {
        continue;
      }
      if (!called.contains(model)) {
        teachUsage(learner, round.row(), model);
        cost += table.cost(round.row(), model);
      }
      double value = desk.grade(round.row(), model, round.dice());
      learn(learner, round.row(), model, List.of(signal(source, value)));
      if (!judge.isPerfect() || judge.model().isPresent()) {
        cost += desk.cost(round.row(), model);
      }
    }
    teachOpenings(learner, round.row(), round.arm());
    for (int arm : answers.distinct(round.row())) {
      if (!answers.isSameAnswer(round.row(), arm, round.arm())) {
        double value = desk.grade(round.row(), arm, round.dice());
        learn(learner, round.row(), arm, List.of(signal(source, value)));
      }
    }
    return cost;
  }

  /// What came of all openings but that of the arm which was played.
  private void teachOpenings(Learner learner, int row, int played) {
    for (int arm : answers.openings()) {
      if (!answers.isSameOpening(arm, played)) {
        teachVerified(learner, row, arm);
      }
    }
  }

  private void learn(Learner learner, int row, int arm, List<Feedback> signals) {
    Optional<Reward> reward = RewardRule.PLAIN.reward(signals, table.id(arm));
    if (reward.isPresent()) {
      Lesson.Graded graded =
          Lesson.Graded.first(
              contexts.get(row), table.id(arm), reward.get().value(), reward.get().weight());
      learner.learn(graded.of(answers.part(row, arm)));
    }
  }

  private static Feedback signal(Feedback.Source source, double value) {
    return new Feedback("", "", source, "", value, "", Map.of(), 0);
  }

  /// Every arm's outcome of a row, as prior data would show it; a grade counts `weight` rows.
  void teachAll(Learner learner, int row, double weight) {
    for (int model = 0; model < table.models(); model++) {
      teachUsage(learner, row, model);
      teachScore(learner, row, model, weight);
    }
    teachOpenings(learner, row, 0);
    for (int arm : answers.distinct(row)) {
      teachScore(learner, row, arm, weight);
    }
  }

  private void teachScore(Learner learner, int row, int arm, double weight) {
    Lesson.Graded graded =
        Lesson.Graded.first(contexts.get(row), table.id(arm), table.quality(row, arm), weight);
    learner.learn(graded.of(answers.part(row, arm)));
  }

  private void teachVerified(Learner learner, int row, int arm) {
    learner.learn(
        new Lesson.Verified(contexts.get(row), table.id(arm), table.isAccepted(row, arm)));
  }

  private void teachUsage(Learner learner, int row, int arm) {
    learner.learn(
        new Lesson.Usage(
            contexts.get(row),
            table.id(arm),
            table.inputTokens(row, arm),
            table.outputTokens(row, arm),
            Double.NaN));
  }
}
