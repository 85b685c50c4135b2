package dev.pointsman.eval.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;
import dev.pointsman.datasets.PriceList;
import dev.pointsman.eval.SmallWorld;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.ArmTableBuilder;
import dev.pointsman.eval.table.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TeacherTest {

  private static final int ROWS = 2_000;
  private final ArmTable whole = SmallWorld.table(ROWS);

  /// Takes one arm always and writes down what it is taught.
  private static final class Listener implements Learner {
    private final int arm;
    private final List<Lesson.Graded> graded = new ArrayList<>();
    private final List<Lesson.Usage> usages = new ArrayList<>();
    private final List<Lesson.Verified> verified = new ArrayList<>();

    Listener(int arm) {
      this.arm = arm;
    }

    @Override
    public void learn(Lesson lesson) {
      switch (lesson) {
        case Lesson.Graded grade -> graded.add(grade);
        case Lesson.Usage usage -> usages.add(usage);
        case Lesson.Verified verified -> this.verified.add(verified);
        case Lesson.At _, Lesson.Arms _ -> {}
      }
    }

    @Override
    public Assessment assess(Question question) {
      List<Prediction> same =
          question.eligible().stream().map(a -> new Prediction(0.5, 0, 0, Double.NaN)).toList();
      return new Assessment(same, ArmDistribution.certain(question.eligible(), arm));
    }

    @Override
    public Policy snapshot() {
      return this;
    }

    @Override
    public String build() {
      return "listener";
    }
  }

  private Listener replay(ArmTable table, String feedback, int arm) {
    Listener listener = new Listener(arm);
    OnlineSettings settings =
        new OnlineSettings(
            new LearnerMaker("listener", schema -> listener),
            FeedbackModes.parse(feedback),
            List.of(1.0),
            List.of(),
            1,
            false,
            Scenario.STATIONARY,
            Set.of(),
            1,
            Lag.NONE,
            Optional.empty(),
            PriceList.empty(),
            Set.of(),
            1);
    World world = new World(table, SmallWorld.featurizer(), settings);
    Life life = new Replay(world, settings, Split.of(ROWS, 5), 1).live();
    assertThat(IntStream.range(0, ROWS / 2).mapToDouble(life::streamUtility))
        .noneMatch(utility -> Double.isNaN(utility));
    return listener;
  }

  /// The same table with NaN for every score of `dear`.
  private ArmTable blinded() {
    List<String> prompts = IntStream.range(0, ROWS).mapToObj(whole::prompt).toList();
    List<String> slices = IntStream.range(0, ROWS).mapToObj(whole::slice).toList();
    ArmTableBuilder builder = new ArmTableBuilder(new ArmTable.Rows(prompts, slices), 2, 0);
    builder.add("cheap");
    builder.add("dear");
    for (int row = 0; row < ROWS; row++) {
      builder.put(row, 0, whole.quality(row, 0), whole.cost(row, 0));
      builder.put(row, 1, Double.NaN, Double.NaN);
    }
    return builder.build();
  }

  /// Whatever is read of an unchosen arm would be NaN, which a lesson refuses and a mean shows.
  @Test
  void teach_chosen_neverReadsAnUnchosenScore() {
    for (String feedback : List.of("chosen", "thumbs:0.5", "judged:0.5,acc=0.9,judge=cheap")) {
      Listener blinded = replay(blinded(), feedback, 0);
      Listener seeing = replay(whole, feedback, 0);

      assertThat(blinded.graded).isEqualTo(seeing.graded);
      assertThat(blinded.usages).isEqualTo(seeing.usages);
      assertThat(blinded.graded).isNotEmpty().allMatch(lesson -> lesson.arm().equals("cheap"));
    }
  }

  @Test
  void teach_chosen_tellsTrueScoreAndCostOfEachRound() {
    Listener listener = replay(whole, "chosen", 1);
    Split split = Split.of(ROWS, 5);

    assertThat(listener.graded).hasSize(ROWS / 2);
    for (int place = 0; place < ROWS / 2; place++) {
      Lesson.Graded graded = listener.graded.get(place);
      assertThat(graded.reward()).isEqualTo(whole.quality(split.stream(place), 1));
      assertThat(graded.weight()).isEqualTo(1);
    }
    Lesson.Usage usage = listener.usages.getFirst();
    assertThat(whole.arm(1).price().usd(usage.inputTokens(), usage.outputTokens()))
        .isCloseTo(0.005, within(1e-12));
  }

  /// A quarter of 1,000 rounds shows both arms: 250 with a standard deviation of 14.
  @Test
  void teach_shadow_tellsAllArmsAtTheRate() {
    Listener listener = replay(whole, "shadow:0.25", 0);

    long shadowed = listener.graded.stream().filter(g -> g.arm().equals("dear")).count();
    assertThat(shadowed).isBetween(190L, 310L);
    assertThat(listener.graded).hasSize((int) (ROWS / 2 + shadowed));
  }

  /// `dear` is right on 80 %: thumbs say up on .8 x .9 + .2 x .1 = .74 of those seen.
  @Test
  void teach_thumbs_areSeldomAndATenthFlipped() {
    Listener listener = replay(whole, "thumbs:0.5", 1);

    assertThat(listener.graded.size()).isBetween(420, 580);
    double up = listener.graded.stream().mapToDouble(Lesson.Graded::reward).average().orElse(0);
    assertThat(up).isCloseTo(0.74, within(0.07));
    assertThat(listener.graded).allMatch(lesson -> lesson.weight() < 1);
  }

  /// A judge right in 70 %: says good on .8 x .7 + .2 x .3 = .62; favouring its family by half of
  /// what it would fail, .81.
  @Test
  void teach_judge_errsAndFavoursItsFamily() {
    double fair = good(replay(whole, "judged:1,acc=0.7,judge=cheap", 1));
    double favoured = good(replay(whole, "judged:1,acc=0.7,bias=0.5,judge=dear", 1));

    assertThat(fair).isCloseTo(0.62, within(0.06));
    assertThat(favoured).isCloseTo(0.81, within(0.06));
  }

  private static double good(Listener listener) {
    return listener.graded.stream().mapToDouble(Lesson.Graded::reward).average().orElse(0);
  }

  /// 2,000 rows of an arm weigh as much as 300 of the stream, 100 rows as much as they are.
  @Test
  void learner_warmStart_isTaughtAllRowsUpToACappedWeight() {
    assertThat(warmWeights(ROWS)).hasSize(ROWS).allMatch(weight -> weight == 300.0 / ROWS);
    assertThat(warmWeights(100)).hasSize(100).allMatch(weight -> weight == 1);
  }

  private List<Double> warmWeights(int rows) {
    Listener listener = new Listener(0);
    OnlineSettings settings =
        new OnlineSettings(
            new LearnerMaker("listener", schema -> listener),
            FeedbackModes.parse("chosen"),
            List.of(1.0),
            List.of(),
            1,
            false,
            Scenario.STATIONARY,
            Set.of(),
            1,
            Lag.NONE,
            Optional.of(SmallWorld.table(rows)),
            PriceList.empty(),
            Set.of(),
            1);
    new World(whole, SmallWorld.featurizer(), settings).learner(List.of(whole.arm(0)));
    return listener.graded.stream()
        .filter(lesson -> lesson.arm().equals("dear"))
        .map(Lesson.Graded::weight)
        .toList();
  }

  /// Four models of made-up scores; the first two agree on every other row. Cascades 4 and 5.
  private static ArmTable cascades(boolean isBlind) {
    List<String> prompts = IntStream.range(0, ROWS).mapToObj(row -> "easy " + row).toList();
    ArmTableBuilder builder = new ArmTableBuilder(new ArmTable.Rows(prompts, prompts), 4, 2);
    for (String model : List.of("a", "b", "c", "d")) {
      builder.add(model);
    }
    builder.add("a & b > c", new ArmTable.Legs(0, 1, 2));
    builder.add("a & b > d", new ArmTable.Legs(0, 1, 3));
    for (int row = 0; row < ROWS; row++) {
      boolean agreed = row % 2 == 0;
      for (int model = 0; model < 4; model++) {
        boolean isHidden = isBlind && (model == 3 || (model == 2 && agreed));
        double score = isHidden ? Double.NaN : (row / 2 + model / 2) % 3 == 0 ? 1 : 0;
        builder.put(row, model, score, isHidden ? Double.NaN : 0.001 * (model + 1));
      }
      builder.cascade(row, 4, agreed);
      builder.cascade(row, 5, agreed);
    }
    return builder.build();
  }

  /// A model that was not called, and the last leg where the first two agreed, are NaN.
  @Test
  void teach_chosenCascade_readsOnlyTheLegsItCalled() {
    Listener blinded = replay(cascades(true), "chosen", 4);
    Listener seeing = replay(cascades(false), "chosen", 4);

    assertThat(blinded.graded).isEqualTo(seeing.graded).hasSize(ROWS / 2);
    assertThat(blinded.usages).isEqualTo(seeing.usages);
    assertThat(blinded.verified).isEqualTo(seeing.verified).hasSize(ROWS / 2);
    assertThat(blinded.graded).allMatch(lesson -> lesson.arm().equals("a & b > c"));
    assertThat(blinded.verified).allMatch(lesson -> lesson.arm().equals("a & b > c"));
  }

  @Test
  void teach_chosenCascade_tellsUsageOfEachLegAndThePartThatAnswered() {
    Listener listener = replay(cascades(false), "chosen", 4);

    long escalated = listener.verified.stream().filter(lesson -> !lesson.accepted()).count();
    assertThat(escalated).isBetween(400L, 600L);
    assertThat(listener.usages).hasSize((int) (ROWS + escalated));
    for (int i = 0; i < ROWS / 2; i++) {
      boolean accepted = listener.verified.get(i).accepted();
      assertThat(listener.graded.get(i).part())
          .isEqualTo(accepted ? Lesson.Part.ACCEPTED : Lesson.Part.ESCALATED);
    }
  }

  /// Every row is shadowed: four models graded, the opening told once, and of cascades one grade
  /// where the first two agree, else two.
  @Test
  void teach_shadow_tellsWhatAnswersImplyOnce() {
    for (int played : List.of(0, 4)) {
      Listener listener = replay(cascades(false), "shadow:1", played);
      int rounds = ROWS / 2;
      long accepted = listener.verified.stream().filter(Lesson.Verified::accepted).count();

      assertThat(listener.verified).hasSize(rounds);
      assertThat(listener.usages).hasSize(4 * rounds);
      assertThat(parts(listener, Lesson.Part.WHOLE)).isEqualTo(4L * rounds);
      assertThat(parts(listener, Lesson.Part.ACCEPTED)).isEqualTo(accepted);
      assertThat(parts(listener, Lesson.Part.ESCALATED)).isEqualTo(2 * (rounds - accepted));
    }
  }

  private static long parts(Listener listener, Lesson.Part part) {
    return listener.graded.stream().filter(lesson -> lesson.part() == part).count();
  }

  @Test
  void family_ofModelIds_isTheVendorsWord() {
    assertThat(JudgeDesk.family("gpt-4o-2024-05-13")).isEqualTo("gpt");
    assertThat(JudgeDesk.family("meta/Llama-3.1-8b")).isEqualTo("llama");
    assertThat(JudgeDesk.family("4b")).isEqualTo("4b");
  }
}
