package dev.pointsman.feedback.fold;

import static dev.pointsman.feedback.Samples.CHEAP;
import static dev.pointsman.feedback.Samples.DEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardEntry.Facts;
import dev.pointsman.feedback.RewardLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RewardFoldTest {

  private static final List<Arm> ARMS =
      List.of(
          new Arm(CHEAP, Price.perMtok(1, 2), OptionalDouble.empty()),
          new Arm(DEAR, Price.perMtok(10, 20), OptionalDouble.of(0.9)));

  private final ScriptedLog log = new ScriptedLog();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void live_beforeAnything_standsAtTheBeginning() {
    LivePolicy live = fold(new ToyLearner()).live();

    assertThat(live.version()).matches("0-0/[0-9a-f]{12}/[0-9a-f]{12}");
  }

  @Test
  void version_otherPrice_differsInItsLastPartOnly() {
    List<Arm> dearer =
        List.of(ARMS.getFirst(), new Arm(DEAR, Price.perMtok(10, 21), OptionalDouble.of(0.9)));

    String[] one = fold(new ToyLearner()).live().version().split("/", -1);
    String[] other =
        new RewardFold(log, new ToyLearner(), dearer, List.of()).live().version().split("/", -1);

    assertThat(other[1]).isEqualTo(one[1]);
    assertThat(other[2]).isNotEqualTo(one[2]);
  }

  @Test
  void catchUp_twoFoldsInOtherSteps_areEqualBitForBit() {
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      log.add(graded(random.nextBoolean() ? CHEAP : DEAR, random.nextFloat(), random.nextInt(2)));
    }
    ToyLearner first = new ToyLearner();
    ToyLearner second = new ToyLearner();
    RewardFold whole = fold(first);
    whole.catchUp();
    log.mostAtOnce = 7;
    RewardFold steps = fold(second);
    while (steps.doWork() > 0) {
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(3));
    }
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    steps.doWork();

    assertThat(steps.live().version()).isEqualTo(whole.live().version()).startsWith("3000-0/");
    assertThat(qualities(steps.live())).isEqualTo(qualities(whole.live()));
  }

  @Test
  void doWork_armsTold_areInTheVersionFromThereOn() {
    Arm dearer = new Arm(DEAR, Price.perMtok(10, 21), OptionalDouble.of(0.9));
    RewardFold fold = fold(new ToyLearner());
    String before = fold.live().version();
    log.entries.add(RewardEntry.arms("1-0", 0, new Lesson.Arms(List.of(dearer))));

    fold.doWork();

    RewardFold toldFirst = new RewardFold(log, new ToyLearner(), List.of(dearer), List.of());
    String after = fold.live().version();
    assertThat(after).startsWith("1-0/").endsWith(last(toldFirst.live().version()));
    assertThat(last(after)).isNotEqualTo(last(before));
  }

  private static String last(String version) {
    return version.substring(version.lastIndexOf('/'));
  }

  @Test
  void doWork_idle_publishesAtOnce() {
    RewardFold fold = fold(new ToyLearner());
    log.add(graded(CHEAP, 0, 1));

    assertThat(fold.doWork()).isEqualTo(1);

    assertThat(fold.live().version()).startsWith("1-0/");
  }

  @Test
  void doWork_underLoad_publishesNotMoreOftenThanEvery20Millis() {
    ToyLearner learner = new ToyLearner();
    RewardFold fold = fold(learner);
    int before = learner.snapshots();
    for (int i = 0; i < 100; i++) {
      log.add(graded(CHEAP, 0, 1));
      fold.doWork();
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    }

    // 100 ms hold the first and four more.
    assertThat(learner.snapshots() - before).isEqualTo(5);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(20));
    fold.doWork();
    assertThat(fold.live().version()).startsWith("100-0/");
  }

  @Test
  void doWork_listener_seesTheLearnerBeforeTheLesson() {
    List<Double> seen = new ArrayList<>();
    RewardFold fold =
        new RewardFold(
            log,
            new ToyLearner(),
            ARMS,
            List.of(
                (entry, learner) ->
                    seen.add(learner.assess(question()).predictions().getFirst().quality())));
    log.add(graded(CHEAP, 0, 1));
    log.add(graded(CHEAP, 0, 1));

    fold.catchUp();

    assertThat(seen).containsExactly(0.0, 1.0);
  }

  @Test
  void doWork_listenerFails_learningGoesOn() {
    RewardFold fold =
        new RewardFold(
            log,
            new ToyLearner(),
            ARMS,
            List.of(
                (entry, learner) -> {
                  throw new IllegalStateException("broken gauge");
                }));
    log.add(graded(CHEAP, 0, 1));

    fold.catchUp();

    assertThat(fold.stats().listenerFailures()).isEqualTo(1);
    assertThat(qualities(fold.live()).getFirst()).isEqualTo(1.0);
  }

  @Test
  void catchUp_corruptAndUnlearnableEntries_arePassedOverAndNamed() {
    log.add(graded(CHEAP, 0, 1));
    log.add(graded(CHEAP, 0, 1));
    log.corrupt.add("2-0");
    log.add(graded("poison", 0, 1));
    log.add(graded(DEAR, 0, 1));

    RewardFold fold = fold(new ToyLearner());
    fold.catchUp();

    assertThat(fold.stats().quarantined()).containsExactly("2-0", "3-0");
    assertThat(fold.stats().corrupt()).isEqualTo(2);
    assertThat(fold.stats().rewards()).isEqualTo(2);
    assertThat(fold.live().version()).startsWith("4-0/");
    assertThat(qualities(fold.live())).containsExactly(1.0, 1.0);
  }

  @Test
  void catchUp_storeAway_throws() {
    log.isAway = true;

    assertThatThrownBy(() -> fold(new ToyLearner()).catchUp()).hasMessage("away");
  }

  @Test
  void foldThread_storeAwayForAWhile_goesOnAfterwards() {
    RewardFold fold = new RewardFold(log, new ToyLearner(), ARMS, List.of());
    log.isAway = true;
    try (FoldThread thread = FoldThread.start(fold, "auto")) {
      await().until(() -> thread.failures() >= 2);
      log.add(graded(CHEAP, 0, 1));
      log.isAway = false;

      await().until(() -> fold.live().version().startsWith("1-0/"));
    }
  }

  private RewardFold fold(ToyLearner learner) {
    return new RewardFold(log, learner, ARMS, List.of(), nanos::get);
  }

  private static Lesson graded(String arm, float feature, double reward) {
    return Lesson.Graded.first(Context.of(new float[] {feature}, 10), arm, reward, 1);
  }

  private static Question question() {
    return new Question(Context.of(new float[] {0}, 10), ARMS, 1);
  }

  private static List<Double> qualities(LivePolicy live) {
    return live.policy().assess(question()).predictions().stream()
        .map(Prediction::quality)
        .toList();
  }

  private static final class ScriptedLog implements RewardLog {
    final List<RewardEntry> entries = new ArrayList<>();
    final Set<String> corrupt = new HashSet<>();
    int mostAtOnce = Integer.MAX_VALUE;
    volatile boolean isAway;

    synchronized void add(Lesson lesson) {
      String id = (entries.size() + 1) + "-0";
      Facts facts = new Facts(CHEAP, 0.5, 2, true, 30, -1, false);
      entries.add(new RewardEntry(id, "decision " + id, 0, lesson, facts));
    }

    @Override
    public synchronized List<RewardEntry> readAfter(String id, int max, long waitMillis) {
      if (isAway) {
        throw new IllegalStateException("away");
      }
      int from = Integer.parseInt(id.substring(0, id.indexOf('-')));
      int to = Math.min(entries.size(), from + Math.min(max, mostAtOnce));
      List<RewardEntry> part = new ArrayList<>();
      for (RewardEntry entry : entries.subList(from, to)) {
        boolean isCorrupt = corrupt.contains(entry.id());
        part.add(isCorrupt ? RewardEntry.unreadable(entry.id(), "torn") : entry);
      }
      return part;
    }
  }
}
