package dev.pointsman.feedback;

import static dev.pointsman.feedback.Samples.CHEAP;
import static dev.pointsman.feedback.Samples.DEAR;
import static dev.pointsman.feedback.Samples.ROUTE;
import static dev.pointsman.feedback.Samples.decision;
import static dev.pointsman.feedback.Samples.ok;
import static dev.pointsman.feedback.Samples.outcome;
import static dev.pointsman.feedback.Samples.signal;
import static dev.pointsman.feedback.Samples.thumb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.feedback.Acknowledgement.Conflict;
import dev.pointsman.feedback.Acknowledgement.Durable;
import dev.pointsman.feedback.Acknowledgement.TooLate;
import dev.pointsman.feedback.Acknowledgement.UnknownDecision;
import dev.pointsman.feedback.Evidence.Sampled;
import dev.pointsman.feedback.Feedback.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every event log does, whatever keeps it.
public abstract class EventLogContract {

  private static final Duration HORIZON = Duration.ofHours(1);
  private static final SignalRules RULES =
      new SignalRules(
          Source.CHECK, Map.of(), Map.of(Source.JUDGE, Duration.ofMinutes(10)), Map.of());
  private static final Duration GRACE = Duration.ofMillis(300);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private EventLog log;
  private RewardLog rewards;

  /// A log that begins empty.
  protected abstract EventLog open(EventLogConfig config);

  protected abstract RewardLog rewards(EventLog log, String route);

  protected abstract Calibrations calibrations(EventLog log);

  @BeforeEach
  void openLog() {
    log =
        open(
            EventLogConfig.of(Set.of(ROUTE, "other"))
                .withHorizon(HORIZON)
                .withOutcomeGrace(GRACE)
                .withRules(route -> RULES)
                .withClock(now::get));
    rewards = rewards(log, ROUTE);
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void feedback_afterItsSourcesHorizon_isLateWhileOthersAreHeard() {
    LoggedDecision decision = decided();
    now.updateAndGet(time -> time.plus(Duration.ofMinutes(11)));

    assertThat(get(log.feedback(signal(decision, "j", Source.JUDGE, 1), Optional.empty())))
        .isEqualTo(new TooLate());
    assertThat(get(log.feedback(thumb(decision, "ann", 1), Optional.empty())))
        .isEqualTo(new Durable("accepted"));
  }

  @Test
  void refit_enoughThumbsBesideChecks_mapsThumbsFromThenOn() {
    for (int i = 0; i < MapFit.LEAST_PAIRS; i++) {
      LoggedDecision decision = decided();
      get(log.finished(decision, ok(decision)));
      get(log.feedback(thumb(decision, "ann", 1), Optional.empty()));
      get(log.feedback(signal(decision, "app", Source.CHECK, i % 2), Optional.empty()));
    }
    await()
        .untilAsserted(
            () -> {
              get(calibrations(log).refit(ROUTE));
              assertThat(calibrations(log).rule(ROUTE).maps().version()).isPositive();
            });
    assertThat(get(calibrations(log).refit("other"))).isFalse();

    LoggedDecision decision = decided();
    get(log.finished(decision, ok(decision)));
    get(log.feedback(thumb(decision, "ann", 1), Optional.empty()));
    assertThat(file(decision).reward().orElseThrow().value()).isBetween(0.48, 0.55);
  }

  @Test
  void shadowed_twice_teachesThatArmOnce() {
    LoggedDecision decision = decided();
    get(log.finished(decision, ok(decision)));
    ShadowGrade grade =
        new ShadowGrade(
            decision.id(),
            DEAR,
            new ShadowGrade.Call(120, 300, 700, 44),
            "judge:j",
            "grade",
            Optional.of(new Sampled(0.9, 0.05)),
            now.get().toEpochMilli());

    assertThat(get(log.shadowed(ROUTE, grade))).isTrue();
    assertThat(get(log.shadowed(ROUTE, grade))).isFalse();

    List<RewardEntry> entries = entries(3);
    assertThat(entries.get(1).lesson())
        .isEqualTo(new Lesson.Usage(decision.context(), DEAR, 120, 300, 700));
    assertThat(entries.get(1).facts())
        .isEqualTo(facts(44, Optional.empty()).shadowed(Optional.empty()));
    assertThat(entries.get(2).lesson())
        .isEqualTo(Lesson.Graded.first(decision.context(), DEAR, 0.9, 0.7));
    assertThat(entries.get(2).facts().shadow()).isTrue();
    assertThat(entries.get(2).facts().evidence().orElseThrow().judged())
        .contains(new Sampled(0.9, 0.05));
    assertThat(file(decision).reward()).isEmpty();
    assertThat(rewards.readAfter(entries.get(2).id(), 10, 0)).isEmpty();
  }

  @Test
  void shadowed_unknownDecision_teachesNothing() {
    ShadowGrade grade =
        new ShadowGrade(
            Samples.id(now.get().toEpochMilli()),
            DEAR,
            new ShadowGrade.Call(1, 1, 1, 1),
            "judge:j",
            "grade",
            Optional.empty(),
            now.get().toEpochMilli());

    assertThat(get(log.shadowed(ROUTE, grade))).isFalse();
    assertThat(rewards.readAfter(RewardLog.BEGINNING, 10, 0)).isEmpty();
  }

  @Test
  void feedback_gradeAfterGold_tellsTheRewardAgainWithWhatItRestsOn() {
    LoggedDecision decision = decided();
    get(log.finished(decision, ok(decision)));
    get(log.feedback(signal(decision, "app", Source.CHECK, 1), Optional.empty()));
    entries(2);
    Map<String, String> tags = Map.of(SamplingWeight.TAG, "0.2");
    get(
        log.feedback(
            new Feedback(
                decision.id(),
                "judge:j",
                Source.JUDGE,
                "grade",
                0.4,
                "",
                tags,
                decision.tsMillis()),
            Optional.empty()));

    RewardEntry again = entries(3).get(2);
    assertThat(again.lesson()).isEqualTo(new Lesson.Graded(decision.context(), CHEAP, 1, 1, 1, 1));
    Evidence evidence = again.facts().evidence().orElseThrow();
    assertThat(evidence.decisive()).isEqualTo(Source.CHECK);
    assertThat(evidence.judged()).contains(new Sampled(0.4, 0.2));
    assertThat(evidence.gold()).contains(new Sampled(1, 1));
    assertThat(evidence.voices()).extracting(Voice::value).containsExactly(1.0, 0.4);
    assertThat(evidence.rewardWithout(Set.of(evidence.voices().getFirst().principal())))
        .contains(new Reward(0.4, 0.7, RewardRule.VERSION));
  }

  @Test
  void feedback_manyVotesOfOneUser_weighLessAndLess() {
    double first = 0;
    for (int i = 1; i <= 20; i++) {
      LoggedDecision decision = decided();
      get(log.finished(decision, ok(decision)));
      get(log.feedback(thumb(decision, "user:ann", 1), Optional.empty()));
      double weight = file(decision).reward().orElseThrow().weight();
      first = i == 1 ? weight : first;
      double expected = i <= 5 ? first : first * Math.sqrt(5.0 / i);
      assertThat(weight).isCloseTo(expected, within(1e-12));
    }
    LoggedDecision other = decided();
    get(log.feedback(thumb(other, "user:bob", 1), Optional.empty()));
    assertThat(file(other).reward().orElseThrow().weight()).isEqualTo(first);
    get(log.feedback(thumb(other, "user:bob", 0), Optional.empty()));
    assertThat(file(other).reward().orElseThrow().weight()).as("changed, not new").isEqualTo(first);
    now.updateAndGet(time -> time.plus(Duration.ofDays(1)));
    LoggedDecision next = decided();
    get(log.feedback(thumb(next, "user:ann", 1), Optional.empty()));
    assertThat(file(next).reward().orElseThrow().weight()).as("another day").isEqualTo(first);
  }

  @Test
  void feedback_userWithoutAName_weighsWhatAVoteWeighs() {
    LoggedDecision decision = decided();
    get(log.feedback(thumb(decision, "user", 1), Optional.empty()));

    assertThat(file(decision).reward().orElseThrow().weight()).isEqualTo(.5);
  }

  @Test
  void feedback_userWhomChecksBearOut_earnsItsFullShare() {
    for (int i = 0; i < 9; i++) {
      LoggedDecision decision = decided();
      get(log.finished(decision, ok(decision)));
      get(log.feedback(thumb(decision, "user:amy", 1), Optional.empty()));
      get(log.feedback(signal(decision, "app", Source.CHECK, 1), Optional.empty()));
    }
    await()
        .untilAsserted(
            () -> {
              LoggedDecision decision = decided();
              get(log.finished(decision, ok(decision)));
              get(log.feedback(thumb(decision, "user:amy", 1), Optional.empty()));
              double presence = Math.sqrt(5.0 / 200);
              assertThat(file(decision).reward().orElseThrow().weight())
                  .isGreaterThan(.5 * presence);
            });
    LoggedDecision stranger = decided();
    get(log.feedback(thumb(stranger, "user:new", 1), Optional.empty()));
    assertThat(file(stranger).reward().orElseThrow().weight())
        .as("of whom nothing is known yet")
        .isBetween(.05, .15);
  }

  @Test
  void feedback_userWhomChecksContradict_isNotHeardFromThenOn() {
    for (int i = 0; i < 5; i++) {
      LoggedDecision decision = decided();
      get(log.finished(decision, ok(decision)));
      get(log.feedback(thumb(decision, "user:eve", 1), Optional.empty()));
      get(log.feedback(signal(decision, "app", Source.CHECK, 0), Optional.empty()));
      get(log.feedback(signal(decision, "app2", Source.CHECK, 0), Optional.empty()));
    }
    await()
        .untilAsserted(
            () -> {
              LoggedDecision decision = decided();
              get(log.finished(decision, ok(decision)));
              get(log.feedback(thumb(decision, "user:eve", 1), Optional.empty()));
              assertThat(file(decision).reward()).isEmpty();
              assertThat(file(decision).feedback()).hasSize(1);
            });
  }

  @Test
  void find_decided_givesTheDecisionExactly() {
    LoggedDecision decision = decided();

    assertThat(file(decision))
        .isEqualTo(DecisionFile.of(decision, Optional.empty(), List.of(), RewardRule.PLAIN));
  }

  @Test
  void find_finishedTwice_givesTheFirstOutcomeAndOneEntry() {
    LoggedDecision decision = decided();

    get(log.finished(decision, ok(decision)));
    get(log.finished(decision, outcome(decision, Status.OK, DEAR)));

    assertThat(file(decision).outcome()).contains(ok(decision));
    assertThat(entries(1)).hasSize(1);
  }

  @Test
  void find_unknownOrMalformedId_isEmpty() {
    assertThat(get(log.find(Samples.id(now.get().toEpochMilli())))).isEmpty();
    assertThat(get(log.find("not an id {x}"))).isEmpty();
  }

  @Test
  void find_decisionOfAnotherRoute_isFound() {
    LoggedDecision decision = decision("other", now.get().toEpochMilli());
    get(log.decided(decision));

    assertThat(file(decision).decision()).isEqualTo(decision);
    assertThat(get(log.feedback(thumb(decision, "ann", 1), Optional.empty())))
        .isEqualTo(new Durable("accepted"));
    assertThat(rewards.readAfter(RewardLog.BEGINNING, 10, 0)).isEmpty();
  }

  @Test
  void finished_decisionWasNeverLogged_logsBoth() {
    LoggedDecision decision = decision(now.get().toEpochMilli());

    get(log.finished(decision, ok(decision)));

    assertThat(file(decision).decision()).isEqualTo(decision);
    assertThat(file(decision).outcome()).contains(ok(decision));
  }

  @Test
  void finished_ok_teachesUsageWithTheFactsOfTheDraw() {
    LoggedDecision decision = decided();

    get(log.finished(decision, ok(decision)));

    RewardEntry entry = entries(1).getFirst();
    assertThat(entry.decisionId()).isEqualTo(decision.id());
    assertThat(entry.lesson())
        .isEqualTo(new Lesson.Usage(decision.context(), CHEAP, 120, 240, 850));
    assertThat(entry.facts()).isEqualTo(facts(33, Optional.empty()));
  }

  @Test
  void finished_fallback_teachesUsageOfTheArmThatServed() {
    LoggedDecision decision = decided();

    get(log.finished(decision, outcome(decision, Status.OK, DEAR)));

    RewardEntry entry = entries(1).getFirst();
    assertThat(entry.lesson())
        .isEqualTo(new Lesson.Usage(decision.context(), DEAR, 120, 240, Double.NaN));
    assertThat(entry.facts().arm()).isEqualTo(CHEAP);
  }

  @Test
  void finished_failure_teachesNothingEvenWithFeedback() {
    LoggedDecision failed = decided();
    get(log.finished(failed, outcome(failed, Status.ERROR, CHEAP)));
    get(log.feedback(thumb(failed, "ann", 0), Optional.empty()));

    LoggedDecision next = finished();

    assertThat(entries(1)).extracting(RewardEntry::decisionId).containsExactly(next.id());
  }

  @Test
  void feedback_thumb_teachesOnceAndShowsTheReward() {
    LoggedDecision decision = finished();

    assertThat(get(log.feedback(thumb(decision, "ann", 1), Optional.empty())))
        .isEqualTo(new Durable("accepted"));

    assertThat(lesson(2)).isEqualTo(Lesson.Graded.first(decision.context(), CHEAP, 1, 0.5));
    assertThat(entries(2).get(1).facts())
        .isEqualTo(
            facts(
                -1,
                Optional.of(
                    new Evidence(
                        Source.USER,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new Voice(Voice.hash("ann"), 4, 1, 1))))));
    assertThat(file(decision).feedback()).containsExactly(thumb(decision, "ann", 1));
    assertThat(file(decision).reward()).contains(new Reward(1, 0.5, RewardRule.VERSION));
  }

  @Test
  void feedback_sameKeySameBody_givesTheFirstAnswerAndCountsOnce() {
    LoggedDecision decision = finished();
    Feedback thumb = thumb(decision, "ann", 1);
    Feedback later = at(thumb, thumb.tsMillis() + 5_000);

    assertThat(get(log.feedback(thumb, Optional.of("k 1")))).isEqualTo(new Durable("accepted"));
    assertThat(get(log.feedback(later, Optional.of("k 1")))).isEqualTo(new Durable("accepted"));

    assertThat(entries(2)).hasSize(2);
    assertThat(file(decision).feedback()).containsExactly(thumb);
  }

  @Test
  void feedback_sameKeyOtherBody_isAConflict() {
    LoggedDecision decision = finished();
    get(log.feedback(thumb(decision, "ann", 1), Optional.of("k")));

    assertThat(get(log.feedback(thumb(decision, "ann", 0), Optional.of("k"))))
        .isEqualTo(new Conflict());
    assertThat(get(log.feedback(thumb(decision, "bob", 0), Optional.of("k"))))
        .as("another voice's keys are its own")
        .isEqualTo(new Durable("accepted"));
  }

  @Test
  void feedback_saidAgain_isUnchanged() {
    LoggedDecision decision = finished();
    get(log.feedback(thumb(decision, "ann", 1), Optional.empty()));

    assertThat(get(log.feedback(thumb(decision, "ann", 1), Optional.empty())))
        .isEqualTo(new Durable("unchanged"));
    assertThat(entries(2)).hasSize(2);
  }

  @Test
  void feedback_otherValueOfTheSameVoice_replacesAndAmends() {
    LoggedDecision decision = finished();
    Feedback up = thumb(decision, "ann", 1);
    Feedback down = at(thumb(decision, "ann", 0), up.tsMillis() + 1);
    get(log.feedback(up, Optional.empty()));
    assertThat(entries(2)).hasSize(2);

    assertThat(get(log.feedback(down, Optional.empty()))).isEqualTo(new Durable("replaced"));

    assertThat(lesson(3)).isEqualTo(new Lesson.Graded(decision.context(), CHEAP, 0, 0.5, 1, 0.5));
    assertThat(file(decision).feedback()).containsExactly(down);
  }

  @Test
  void feedback_olderThanWhatTheVoiceSaidSince_changesNothing() {
    LoggedDecision decision = finished();
    Feedback down = thumb(decision, "ann", 0);
    get(log.feedback(down, Optional.empty()));

    // A journal that is replayed after the user has changed her mind.
    Feedback stale = at(thumb(decision, "ann", 1), down.tsMillis() - 1);
    assertThat(get(log.feedback(stale, Optional.empty()))).isEqualTo(new Durable("unchanged"));

    assertThat(file(decision).feedback()).containsExactly(down);
  }

  @Test
  void feedback_strongerSource_amendsWithMoreWeightAndNeverFallsBack() {
    LoggedDecision decision = finished();
    get(log.feedback(thumb(decision, "ann", 1), Optional.empty()));
    assertThat(entries(2)).hasSize(2);
    get(log.feedback(signal(decision, "ci", Source.CHECK, 0), Optional.empty()));

    assertThat(lesson(3)).isEqualTo(new Lesson.Graded(decision.context(), CHEAP, 0, 1, 1, 0.5));

    get(log.feedback(thumb(decision, "bob", 1), Optional.empty()));
    LoggedDecision next = finished();
    assertThat(entries(4).get(3).decisionId())
        .as("a weaker voice after a check teaches nothing")
        .isEqualTo(next.id());
  }

  @Test
  void feedback_severalUsers_areAveraged() {
    LoggedDecision decision = finished();
    get(log.feedback(thumb(decision, "ann", 1), Optional.empty()));
    get(log.feedback(thumb(decision, "bob", 0), Optional.empty()));

    await().untilAsserted(() -> assertThat(graded().getLast().reward()).isEqualTo(0.5));
    assertThat(graded().getLast().weight()).isEqualTo(0.5);
  }

  @Test
  void feedback_afterFallback_teachesTheArmThatServed() {
    LoggedDecision decision = decided();
    get(log.finished(decision, outcome(decision, Status.OK, DEAR)));
    get(log.feedback(thumb(decision, "ann", 1), Optional.empty()));

    assertThat(lesson(2)).isEqualTo(Lesson.Graded.first(decision.context(), DEAR, 1, 0.5));
    assertThat(entries(2).get(1).facts().arm()).isEqualTo(CHEAP);
  }

  @Test
  void feedback_beforeTheOutcome_waitsToLearnWhoServed() {
    LoggedDecision decision = decided();
    get(log.feedback(thumb(decision, "ann", 1), Optional.empty()));
    get(log.finished(decision, outcome(decision, Status.OK, DEAR)));

    await().untilAsserted(() -> assertThat(graded()).hasSize(1));
    assertThat(graded().getFirst().arm()).isEqualTo(DEAR);
  }

  @Test
  void feedback_outcomeNeverComes_teachesTheDrawnArmAfterTheGrace() {
    LoggedDecision decision = decided();
    get(log.feedback(thumb(decision, "ann", 1), Optional.empty()));

    await().untilAsserted(() -> assertThat(graded()).hasSize(1));
    assertThat(graded().getFirst().arm()).isEqualTo(CHEAP);
  }

  @Test
  void feedback_unknownOrMalformedId_isUnknown() {
    LoggedDecision never = decision(now.get().toEpochMilli());
    Feedback odd =
        new Feedback("{}", "ann", Source.USER, "thumb", 1, "", Map.of(), now.get().toEpochMilli());

    assertThat(get(log.feedback(thumb(never, "ann", 1), Optional.of("k"))))
        .isEqualTo(new UnknownDecision());
    assertThat(get(log.feedback(odd, Optional.empty()))).isEqualTo(new UnknownDecision());
  }

  @Test
  void feedback_afterTheHorizon_isTooLateAlsoWhenTheDecisionIsGone() {
    LoggedDecision decision = decided();
    LoggedDecision gone = decision(now.get().toEpochMilli());
    now.updateAndGet(then -> then.plus(HORIZON).plusMillis(1));

    assertThat(get(log.feedback(thumb(decision, "ann", 1), Optional.empty())))
        .isEqualTo(new TooLate());
    assertThat(get(log.feedback(thumb(gone, "ann", 1), Optional.empty()))).isEqualTo(new TooLate());
  }

  @Test
  void feedback_manyVoicesAtOnce_eachStepIsTaughtFromTheOneBefore() {
    LoggedDecision decision = finished();
    List<CompletionStage<Acknowledgement>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers.add(log.feedback(thumb(decision, "voice " + i, i % 2), Optional.empty()));
    }
    answers.forEach(EventLogContract::get);

    await().untilAsserted(() -> assertThat(graded().getLast().reward()).isEqualTo(0.5));
    Lesson.Graded before = Lesson.Graded.first(decision.context(), CHEAP, 0, 0);
    for (Lesson.Graded lesson : graded()) {
      assertThat(lesson.replacedReward()).isEqualTo(before.reward());
      assertThat(lesson.replacedWeight()).isEqualTo(before.weight());
      before = lesson;
    }
  }

  @Test
  void arms_toldAgain_areAnEntryOnlyWhenTheyDiffer() {
    Arm cheap = new Arm(CHEAP, Price.perMtok(1, 2), OptionalDouble.empty());
    Arm dearer = new Arm(CHEAP, Price.perMtok(1, 3), OptionalDouble.empty());

    assertThat(get(log.arms(ROUTE, List.of(cheap)))).containsExactly(cheap);
    assertThat(get(log.arms(ROUTE, List.of(cheap)))).containsExactly(cheap);
    LoggedDecision decision = finished();
    assertThat(get(log.arms(ROUTE, List.of(dearer)))).as("first of all").containsExactly(cheap);
    assertThat(get(log.arms(ROUTE, List.of(cheap)))).containsExactly(cheap);
    assertThat(get(log.arms("other", List.of(dearer)))).containsExactly(dearer);

    assertThat(entries(4))
        .extracting(RewardEntry::lesson)
        .containsExactly(
            new Lesson.Arms(List.of(cheap)),
            new Lesson.Usage(decision.context(), CHEAP, 120, 240, 850),
            new Lesson.Arms(List.of(dearer)),
            new Lesson.Arms(List.of(cheap)));
  }

  @Test
  void readAfter_inParts_givesEveryEntryOnceInOrder() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ids.add(finished().id());
    }

    List<String> read = new ArrayList<>();
    String last = RewardLog.BEGINNING;
    for (var part = rewards.readAfter(last, 3, 0);
        !part.isEmpty();
        part = rewards.readAfter(last, 3, 0)) {
      part.forEach(entry -> read.add(entry.decisionId()));
      last = part.getLast().id();
    }

    assertThat(read).isEqualTo(ids);
  }

  @Test
  void debts_ofDecisionsOnTrust_areOwedUntilPaid() {
    long start = now.get().toEpochMilli();
    LoggedDecision ended = decision(start).with(Debts.ON_TRUST, "true");
    LoggedDecision begun = decision(start).with(Debts.ON_TRUST, "true");
    get(log.decided(begun));
    get(log.finished(ended, ok(ended)));
    decided();
    now.set(now.get().plusSeconds(1));
    get(log.decided(begun));

    Debts.Debt first = new Debts.Debt(ended.id(), start);
    Debts.Debt last = new Debts.Debt(begun.id(), start + 1_000);
    assertThat(get(log.debts().owed(10)))
        .as("since they were told last")
        .containsExactly(first, last);
    assertThat(get(log.debts().owed(1))).containsExactly(first);
    get(log.debts().paid(List.of(begun.id(), "another")));
    get(log.debts().paid(List.of()));
    assertThat(get(log.debts().owed(10))).containsExactly(first);
  }

  private LoggedDecision decided() {
    LoggedDecision decision = decision(now.get().toEpochMilli());
    get(log.decided(decision));
    return decision;
  }

  private LoggedDecision finished() {
    LoggedDecision decision = decided();
    get(log.finished(decision, ok(decision)));
    return decision;
  }

  private DecisionFile file(LoggedDecision decision) {
    return get(log.find(decision.id())).orElseThrow();
  }

  /// All entries, once there are so many.
  private List<RewardEntry> entries(int count) {
    await().until(() -> all().size() >= count);
    return all();
  }

  private Lesson lesson(int count) {
    return entries(count).get(count - 1).lesson();
  }

  private List<Lesson.Graded> graded() {
    return all().stream()
        .map(RewardEntry::lesson)
        .filter(Lesson.Graded.class::isInstance)
        .map(Lesson.Graded.class::cast)
        .toList();
  }

  private List<RewardEntry> all() {
    return rewards.readAfter(RewardLog.BEGINNING, 1_000, 0);
  }

  private static Feedback at(Feedback feedback, long tsMillis) {
    return new Feedback(
        feedback.decisionId(),
        feedback.principal(),
        feedback.source(),
        feedback.metric(),
        feedback.value(),
        feedback.comment(),
        feedback.tags(),
        tsMillis);
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Of the samples' draw.
  private static RewardEntry.Facts facts(long costMicroUsd, Optional<Evidence> evidence) {
    int conversation = RewardEntry.Facts.conversation("session");
    return new RewardEntry.Facts(
        CHEAP, 0.75, 2, true, 30, costMicroUsd, false, conversation, false, evidence);
  }
}
