package dev.pointsman.router;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.Debts;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogStats;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.FeedbackTokens;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.ShadowGrade;
import dev.pointsman.feedback.SharedCache;
import dev.pointsman.feedback.memory.InMemoryTable;
import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendBucket;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.SpendLedger;
import dev.pointsman.feedback.spend.Tally;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An event store that hangs or fails: nobody's answer depends on it.
class StoreAwayTest {

  private static final Hanging CACHE = new Hanging();
  private static TestRouter router;

  /// Never says whether a decision is written; takes arms; fails at everything else.
  private static final class Away implements EventLog {
    @Override
    public CompletionStage<Void> decided(LoggedDecision decision) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Void> finished(LoggedDecision decision, LoggedOutcome outcome) {
      throw new IllegalStateException("away");
    }

    @Override
    public CompletionStage<Acknowledgement> feedback(Feedback feedback, Optional<String> key) {
      return CompletableFuture.failedStage(new IllegalStateException("away"));
    }

    @Override
    public CompletionStage<Optional<DecisionFile>> find(String decisionId) {
      return CompletableFuture.failedStage(new IllegalStateException("away"));
    }

    @Override
    public CompletionStage<Boolean> shadowed(String route, ShadowGrade grade) {
      return CompletableFuture.failedStage(new IllegalStateException("away"));
    }

    @Override
    public CompletionStage<List<Arm>> arms(String route, List<Arm> arms) {
      return CompletableFuture.completedStage(arms);
    }

    @Override
    public SpendLedger spend() {
      return new SpendLedger() {
        @Override
        public CompletionStage<List<SpendBucket>> read(
            String route, Grain grain, long from, long to) {
          return CompletableFuture.failedStage(new IllegalStateException("away"));
        }

        @Override
        public CompletionStage<Void> add(
            String route, SpendGroup group, Tally tally, long tsMillis) {
          return CompletableFuture.failedStage(new IllegalStateException("away"));
        }
      };
    }

    @Override
    public Debts debts() {
      return new Debts() {
        @Override
        public CompletionStage<List<Debt>> owed(int most) {
          return CompletableFuture.failedStage(new IllegalStateException("away"));
        }

        @Override
        public CompletionStage<Void> paid(List<String> decisionIds) {
          return CompletableFuture.failedStage(new IllegalStateException("away"));
        }
      };
    }

    @Override
    public void close() {}
  }

  /// Never answers; counts how often it was asked.
  private static final class Hanging implements SharedCache {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public CompletionStage<Optional<byte[]>> get(String route, String name) {
      asked.incrementAndGet();
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Boolean> put(String route, String name, byte[] value, Room room) {
      asked.incrementAndGet();
      return new CompletableFuture<>();
    }
  }

  @BeforeAll
  static void start() {
    byte[] secret = FeedbackTokens.newSecret();
    router =
        new TestRouter(
            "auth: { mode: none }",
            config ->
                new Backend(
                    new AtomicReference<>(config),
                    new Away(),
                    Backend.inMemory(config).forgetting(),
                    Backend.inMemory(config).budgets(),
                    Backend.inMemory(config).calibrations(),
                    name -> new InMemoryTable(),
                    (route, schema) -> StoreAwayTest::nothing,
                    Backend.inMemory(config).snapshots(),
                    Backend.inMemory(config).nextSnapshots(),
                    () -> new EventLogStats(0, 0, 0, 0, 3, 0, 0, 7),
                    () -> false,
                    () -> secret,
                    CACHE,
                    (name, microUsd, dear) -> new CompletableFuture<>(),
                    Backend.inMemory(config).papers(),
                    () -> {}));
  }

  private static List<RewardEntry> nothing(String id, int max, long waitMillis) {
    LockSupport.parkNanos(waitMillis * 1_000_000);
    return List.of();
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void chat_storeHangs_answersAllTheSame() {
    HttpResponse<String> plain = router.chat("auto", "");
    router.upstream.stream("cheap-1", ScriptedUpstream.piece("m", "1"), ScriptedUpstream.DONE);
    HttpResponse<String> streamed = router.chat("cheap", "\"stream\":true");

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(header(plain, "x-pointsman-decision")).isNotEmpty();
    assertThat(streamed.body()).endsWith(ScriptedUpstream.DONE);
    assertThat(router.get("/metrics").body())
        .contains("pointsman_recorded_late_total")
        .contains("pointsman_journal_failures_total 7.0");
  }

  @Test
  void chat_cacheHangs_isAskedOnlyWhereItIsOn_andFailsNoRequest() {
    int before = CACHE.asked.get();
    router.chat("auto", "\"temperature\":0");
    assertThat(CACHE.asked.get()).isEqualTo(before);

    HttpResponse<String> answer = router.chat("auto", "\"pointsman\":{\"cache\":\"exact\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "x-pointsman-cache")).isEqualTo("miss");
    assertThat(CACHE.asked.get()).isGreaterThan(before);
    assertThat(router.get("/metrics").body())
        .contains("pointsman_cache_requests_total{result=\"away\",route=\"auto\"}");
  }

  @Test
  void feedbackAndDecision_storeFails_are503() {
    String id = header(router.chat("auto", ""), "x-pointsman-decision");

    HttpResponse<String> feedback =
        router.post(
            "/v1/feedback", "{\"decision_id\":\"" + id + "\",\"metric\":\"thumb\",\"value\":true}");

    assertThat(feedback.statusCode()).isEqualTo(503);
    assertThat(tree(feedback).path("error").path("message").asText()).contains("Idempotency-Key");
    assertThat(router.get("/v1/decisions/" + id).statusCode()).isEqualTo(503);
    assertThat(router.get("/readyz").body()).contains("\"event_store\":\"away\"");
  }
}
