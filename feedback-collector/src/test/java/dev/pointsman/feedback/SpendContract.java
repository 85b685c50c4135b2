package dev.pointsman.feedback;

import static dev.pointsman.feedback.Samples.DEAR;
import static dev.pointsman.feedback.Samples.ROUTE;
import static dev.pointsman.feedback.Samples.thumb;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendBucket;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.SpendLedger;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The ledger of every event log: two routers write, and each outcome counts once.
public abstract class SpendContract {

  private EventLog one;
  private EventLog two;

  /// Two logs over one store that begins empty.
  protected abstract List<EventLog> open(EventLogConfig config);

  @BeforeEach
  void openLogs() {
    List<EventLog> logs =
        open(
            EventLogConfig.of(Set.of(ROUTE, "other"))
                .withOutcomeGrace(Duration.ofMillis(200))
                .withClock(InstantSource.system()));
    one = logs.getFirst();
    two = logs.getLast();
  }

  @AfterEach
  void closeLogs() {
    one.close();
    two.close();
  }

  @Test
  void spend_deliveredTwiceThroughTwoRouters_isTheSumOfTheLogToTheMicroUsd() {
    Random random = new Random(7);
    long now = System.currentTimeMillis();
    Map<String, Long> byUser = new HashMap<>();
    List<CompletionStage<Void>> writes = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      LoggedDecision decision = asked(now - random.nextInt(7_200_000), "user-" + i % 7);
      LoggedOutcome outcome = cost(decision, random.nextInt(1_000_000));
      ids.add(decision.id());
      byUser.merge("user-" + i % 7, outcome.costMicroUsd(), Long::sum);
      for (EventLog log : List.of(one, two, one)) {
        writes.add(log.finished(decision, outcome));
      }
    }
    writes.forEach(SpendContract::get);

    long logged = 0;
    for (String id : ids) {
      logged += get(one.find(id)).orElseThrow().outcome().orElseThrow().costMicroUsd();
    }
    for (Grain grain : List.of(Grain.HOUR, Grain.DAY)) {
      Map<String, Long> users = new HashMap<>();
      rows(grain).forEach((group, tally) -> users.merge(group.user(), sum(tally), Long::sum));
      assertThat(users).isEqualTo(byUser);
      assertThat(users.values().stream().mapToLong(v -> v).sum()).isEqualTo(logged);
    }
  }

  @Test
  void spend_failedAndCancelled_countAsRequestsAndAnswersByWhatCame() {
    long now = System.currentTimeMillis();
    LoggedDecision failed = asked(now, "ann");
    LoggedDecision left = asked(now, "ann");
    get(one.finished(failed, Samples.outcome(failed, Status.ERROR, DEAR)));
    get(one.finished(left, Samples.outcome(left, Status.CANCELLED, DEAR)));

    Tally tally = rows(Grain.HOUR).values().iterator().next();

    assertThat(rows(Grain.HOUR).keySet()).extracting(SpendGroup::model).containsExactly(DEAR);
    assertThat(tally.whole(Part.REQUESTS)).isEqualTo(2);
    assertThat(tally.whole(Part.ANSWERS)).isEqualTo(1);
  }

  @Test
  void spend_thumbChanges_goodAnswersFollow() {
    LoggedDecision decision = asked(System.currentTimeMillis(), "ann");
    get(one.decided(decision));
    get(one.finished(decision, cost(decision, 10)));

    get(two.feedback(thumb(decision, "ann", 1), Optional.empty()));
    await().untilAsserted(() -> assertThat(total(Part.GOOD)).isEqualTo(1));
    get(one.feedback(thumb(decision, "bob", 0), Optional.empty()));
    get(one.feedback(thumb(decision, "cid", 0), Optional.empty()));

    await().untilAsserted(() -> assertThat(total(Part.GOOD)).isZero());
    assertThat(total(Part.RATED)).isEqualTo(1);
    assertThat(total(Part.QUALITY_PPM)).isEqualTo(333_333);
    assertThat(total(Part.MICRO_USD)).isEqualTo(10);
  }

  @Test
  void spend_thumbBeforeOutcome_countsOnceTheOutcomeIsThere() {
    LoggedDecision decision = asked(System.currentTimeMillis(), "ann");
    get(one.decided(decision));
    get(one.feedback(thumb(decision, "ann", 1), Optional.empty()));
    await().pollDelay(Duration.ofMillis(600)).until(() -> true);
    assertThat(rows(Grain.HOUR)).isEmpty();

    get(two.finished(decision, cost(decision, 10)));

    await().untilAsserted(() -> assertThat(total(Part.GOOD)).isEqualTo(1));
    get(two.finished(decision, cost(decision, 10)));
    assertThat(total(Part.RATED)).isEqualTo(1);
  }

  @Test
  void spend_moreGroupsThanABucketHolds_areSummedAsTheRest() {
    long now = System.currentTimeMillis();
    int users = SpendLedger.MOST_GROUPS + 30;
    List<CompletionStage<Void>> writes = new ArrayList<>();
    LoggedDecision last = asked(now, "last");
    for (int i = 0; i < users; i++) {
      LoggedDecision decision = asked(now, "user-" + i);
      writes.add(one.finished(decision, cost(decision, 3)));
    }
    writes.forEach(SpendContract::get);
    get(one.finished(last, cost(last, 4)));
    get(one.feedback(thumb(last, "ann", 1), Optional.empty()));

    await().untilAsserted(() -> assertThat(total(Part.GOOD)).isEqualTo(1));
    Map<SpendGroup, Tally> rows = rows(Grain.DAY);
    SpendGroup rest = SpendGroup.of(last, last.arm()).rest();
    assertThat(rows).hasSize(SpendLedger.MOST_GROUPS + 1);
    assertThat(rest.isRest()).isTrue();
    assertThat(requireNonNull(rows.get(rest)).whole(Part.REQUESTS)).isEqualTo(31);
    assertThat(requireNonNull(rows.get(rest)).whole(Part.GOOD)).isEqualTo(1);
    assertThat(total(Part.MICRO_USD)).isEqualTo(3L * users + 4);
  }

  @Test
  void add_denial_isNoRequest() {
    long now = System.currentTimeMillis();
    SpendGroup group = SpendGroup.of(Map.of("team", "a", "tags", "[\"y\",\"x\"]"), "");

    get(one.spend().add(ROUTE, group, Tally.DENIAL, now));

    assertThat(rows(Grain.FIVE_MINUTES)).containsEntry(group, Tally.DENIAL);
    assertThat(group.tags()).containsExactly("x", "y");
    assertThat(get(one.spend().read("other", Grain.DAY, now, now + 1))).isEmpty();
  }

  private long total(Part part) {
    return rows(Grain.HOUR).values().stream().mapToLong(tally -> tally.whole(part)).sum();
  }

  private static long sum(Tally tally) {
    return tally.whole(Part.MICRO_USD);
  }

  private Map<SpendGroup, Tally> rows(Grain grain) {
    long now = System.currentTimeMillis();
    Map<SpendGroup, Tally> rows = new HashMap<>();
    List<SpendBucket> buckets =
        get(one.spend().read(ROUTE, grain, now - 3 * 3_600_000L, now + 60_000));
    buckets.forEach(bucket -> bucket.groups().forEach((g, t) -> rows.merge(g, t, Tally::plus)));
    return rows;
  }

  private static LoggedDecision asked(long millis, String user) {
    LoggedDecision d = Samples.decision(millis);
    return new LoggedDecision(
        d.id(),
        d.tsMillis(),
        d.route(),
        d.session(),
        d.policyVersion(),
        d.featureSchema(),
        d.context(),
        d.eligible(),
        d.chosen(),
        d.routable(),
        d.explored(),
        d.seed(),
        d.lambda(),
        d.value(),
        Map.of("user", user, "key", "app"),
        d.reasons());
  }

  private static LoggedOutcome cost(LoggedDecision decision, long microUsd) {
    return new LoggedOutcome(
        decision.id(),
        decision.tsMillis(),
        Status.OK,
        decision.arm(),
        "",
        new Tokens(100, 20, 0, 50, 0),
        microUsd,
        false,
        -1,
        10);
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
