package dev.pointsman.eval.online;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Choice;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.Seeds;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// One learner's life: it decides row after row of the stream and is taught after each; then its
/// frozen policy decides the held-out rows without exploring.
final class Replay {

  private final World world;
  private final OnlineSettings settings;
  private final Split split;
  private final double lambda;
  private final Stage before;
  private final Stage after;

  /// The world as it is for a while: its outcomes, and the arms a learner may take.
  private record Stage(ArmTable table, Teacher teacher, List<Arm> arms, OptionalInt absent) {
    /// The place in the table of the `index`-th eligible arm.
    int tableArm(int index) {
      return absent.isPresent() && index >= absent.getAsInt() ? index + 1 : index;
    }

    Teacher.Round round(int row, Choice choice, Dice dice) {
      return new Teacher.Round(row, tableArm(choice.index()), dice, absent);
    }
  }

  Replay(World world, OnlineSettings settings, Split split, double lambda) {
    this.world = world;
    this.settings = settings;
    this.split = split;
    this.lambda = lambda;
    this.before =
        new Stage(
            world.before(),
            world.teacher(world.before()),
            world.armsBefore(split),
            world.absentBefore());
    this.after =
        new Stage(world.table(), world.teacher(), world.armsAfter(split), world.absentAfter());
  }

  Life live() {
    boolean changed = !world.isBefore(0, split);
    Stage stage = changed ? after : before;
    Learner learner = world.learner(stage.arms());
    Replicas replicas = new Replicas(learner, settings.lag());
    Mailbag mailbag = new Mailbag(settings.lag());
    Life.Utilities utility = new Life.Utilities(split.streamSize());
    BitSet explored = new BitSet();
    long explorations = 0;
    for (int pass = 0; pass < settings.passes(); pass++) {
      int[] order = order(pass);
      for (int i = 0; i < order.length; i++) {
        if (!changed && !world.isBefore(i, split)) {
          changed = true;
          stage = after;
          learner.learn(new Lesson.Arms(stage.arms()));
        }
        int round = pass * order.length + i;
        mailbag.deliver(round);
        Dice dice = new Dice(split.seed(), round);
        Context context = world.contexts().get(split.stream(order[i]));
        Question question = new Question(context, stage.arms(), lambda);
        Assessment assessment = replicas.at(round).assess(question);
        Choice choice = assessment.distribution().draw(dice.seedOf(Dice.ARM, 0));
        boolean isBest = choice.index() == assessment.best(question);
        explorations += isBest ? 0 : 1;
        int place = order[i];
        explored.set(place, !isBest);
        Teacher.Round played = stage.round(split.stream(place), choice, dice);
        utility.add(place, worth(stage, played) / settings.passes());
        Stage then = stage;
        mailbag.send(
            round,
            dice,
            () ->
                utility.add(
                    place, -lambda * then.teacher().teach(learner, played) / settings.passes()));
      }
    }
    mailbag.deliverAll();
    double rounds = (double) utility.size() * settings.passes();
    Policy learnt = learner.snapshot();
    Life.Stream stream = new Life.Stream(utility, explored);
    return new Life(stream, heldOut(learnt), learnt, explorations / rounds);
  }

  /// The utility of a choice, before anything is paid for grading it.
  private double worth(Stage stage, Teacher.Round played) {
    return stage.table().quality(played.row(), played.arm())
        - lambda * stage.table().cost(played.row(), played.arm());
  }

  /// The first pass is in the split's own order, each later one in another; under drift the stream
  /// comes slice by slice, the slices in the seed's order.
  private int[] order(int pass) {
    int n = split.streamSize();
    if (settings.scenario() == Scenario.DRIFT) {
      return IntStream.range(0, n)
          .boxed()
          .sorted(Comparator.comparingLong(this::sliceOrder))
          .mapToInt(place -> place)
          .toArray();
    }
    if (pass > 0) {
      return Split.shuffled(n, split.seed() * 1_000_003 + pass);
    }
    return IntStream.range(0, n).toArray();
  }

  private long sliceOrder(int place) {
    return Seeds.mix(split.seed() * 31 + world.table().slice(split.stream(place)).hashCode());
  }

  private HeldOut heldOut(Policy policy) {
    HeldOut.Places places = new HeldOut.Places(split.heldOutSize());
    Sweep sweep = new Sweep(world.table(), settings.lambdas());
    for (int place = 0; place < split.heldOutSize(); place++) {
      int row = split.heldOut(place);
      Question question = new Question(world.contexts().get(row), after.arms(), lambda, 1, false);
      Assessment assessment = policy.assess(question);
      int likeliest = likeliest(assessment);
      double expected = assessment.predictions().get(likeliest).quality();
      places.put(place, after.tableArm(likeliest), expected);
      sweep.add(row, assessment.predictions(), after::tableArm);
    }
    return new HeldOut(places, sweep);
  }

  private static int likeliest(Assessment assessment) {
    int best = 0;
    int arms = assessment.distribution().arms().size();
    for (int arm = 1; arm < arms; arm++) {
      if (assessment.distribution().probability(arm)
          > assessment.distribution().probability(best)) {
        best = arm;
      }
    }
    return best;
  }
}
