package dev.pointsman.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.router.TestRouter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is remembered of requests has an end: complaint 21 was memory that grew until the process
/// was killed. The cache's and the conversations' bounds are Caffeine's.
class BoundedMemoryTest {

  private static final Context CONTEXT = Context.of(new float[] {1, 0}, 10);

  @Test
  void recentDecisions_keepsTheLastThousand() {
    RecentDecisions recent = new RecentDecisions();
    for (int i = 0; i < 5_000; i++) {
      String id = new UUID(i, 0).toString();
      recent.decided(decision(id));
      recent.finished(
          new LoggedOutcome(id, i, Status.OK, "a", "m", Tokens.of(1, 1), 7, false, -1, 5));
    }

    assertThat(recent.total()).isEqualTo(5_000);
    assertThat(recent.newest(10_000)).hasSize(1_000);
    assertThat(recent.newest(1).getFirst().costMicroUsd()).contains(7L);
  }

  @Test
  void routeRecord_keepsTheLastHundredThousand() {
    Arm cheap = new Arm("cheap", Price.perMtok(1, 2), OptionalDouble.empty());
    RouteRecord record = new RouteRecord(List.of(cheap), InstantSource.system());
    var learner = Learners.create("mean", new TestRouter.Lengths().schema());
    var facts = new RewardEntry.Facts("cheap", 1, 1, false, 4, 7, false);
    for (int i = 0; i < 120_000; i++) {
      Lesson usage = new Lesson.Usage(CONTEXT, "cheap", 1, 1, 5);
      record.before(new RewardEntry("0-" + i, new UUID(i, 0).toString(), i, usage, facts), learner);
    }

    assertThat(record.samplesSince(Long.MIN_VALUE)).hasSize(100_000);
    assertThat(record.samplesSince(119_999)).hasSize(1);
  }

  private static LoggedDecision decision(String id) {
    return new LoggedDecision(
        id,
        0,
        "auto",
        "",
        "0-0/a/b",
        "schema",
        CONTEXT,
        List.of(new Candidate("a", 1, new Prediction(0.5, 0.1, 0.001, Double.NaN))),
        0,
        true,
        false,
        1,
        4,
        1,
        Map.of(),
        List.of());
  }
}
