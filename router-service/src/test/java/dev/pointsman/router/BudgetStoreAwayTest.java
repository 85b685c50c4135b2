package dev.pointsman.router;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Debts;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Lapsed;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Settlement;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.feedback.memory.InMemoryBudgetStore;
import dev.pointsman.router.config.RouterConfig;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A store of budgets that fails for a while. An answer costs 20 micro-USD and may cost 34.
class BudgetStoreAwayTest {

  private static final String KEYS =
      """
      keys:
        - { name: admin, key: admin-secret, roles: [admin] }
        - { name: app, key: app-secret-1, budget: org/app }
        - { name: full, key: full-secret-1, budget: org/full }
        - { name: rate, key: rate-secret-1, limits: { requests_per_minute: 100 } }
      budgets: { org/app: { cap_usd: 1 }, org/full: { cap_usd: 0.00005 } }
      """;
  private static final String ALLOWED =
      "budget: { on_store_away: allowance, allowance_usd: 0.0001, lease_ms: 400,"
          + " least_output_tokens: 5 }\n";

  private Switch store = new Switch(new InMemoryBudgetStore(InstantSource.system()));
  private TestRouter router = new TestRouter();

  /// Fails all while it is away.
  private static final class Switch implements BudgetStore {
    private final BudgetStore inner;
    private volatile boolean isAway;
    private volatile boolean isMute;

    Switch(BudgetStore inner) {
      this.inner = inner;
    }

    private <T> CompletionStage<T> answer(Supplier<CompletionStage<T>> verb) {
      return isAway ? CompletableFuture.failedStage(new IllegalStateException("away")) : verb.get();
    }

    private static <T> CompletionStage<T> inMute() {
      return CompletableFuture.failedStage(new IllegalStateException("the answer was lost"));
    }

    @Override
    public CompletionStage<Answer> reserve(Claim claim) {
      return answer(
          () -> isMute ? inner.reserve(claim).thenCompose(done -> inMute()) : inner.reserve(claim));
    }

    @Override
    public CompletionStage<Boolean> shrink(String id, Amount to) {
      return answer(() -> inner.shrink(id, to));
    }

    @Override
    public CompletionStage<Settlement> settle(String id, Amount spent) {
      return answer(() -> isMute ? inMute() : inner.settle(id, spent));
    }

    @Override
    public CompletionStage<Boolean> charge(
        String id, List<Window> windows, Amount spent, long atMillis) {
      return answer(() -> inner.charge(id, windows, spent, atMillis));
    }

    @Override
    public CompletionStage<Void> renew(Collection<String> ids, Duration lease) {
      return answer(() -> inner.renew(ids, lease));
    }

    @Override
    public CompletionStage<Lapsed> lapse(Duration late, int most) {
      return answer(() -> inner.lapse(late, most));
    }

    @Override
    public CompletionStage<List<Level>> levels(List<Window> windows) {
      return answer(() -> inner.levels(windows));
    }
  }

  private void start(String settings) {
    start(settings, Backend::inMemory);
  }

  private void start(String settings, Function<RouterConfig, Backend> of) {
    router.close();
    router =
        new TestRouter(
            KEYS + settings,
            config -> {
              Backend memory = of.apply(config);
              store = new Switch(memory.budgets());
              return Backends.with(memory, store, memory.tables());
            });
  }

  /// With what outlives the router; its budgets are away.
  private Backend startAway() {
    AtomicReference<Backend> made = new AtomicReference<>();
    start(ALLOWED, config -> made.updateAndGet(none -> Backend.inMemory(config)));
    store.isAway = true;
    return made.get();
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void denied_isA503_andWhatOnlyARateBindsGoesOn() {
    start("budget: { lease_ms: 400 }\n");
    assertThat(chat("app-secret-1").statusCode()).isEqualTo(200);
    store.isAway = true;

    HttpResponse<String> refused = chat("app-secret-1");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(tree(refused).at("/error/code").asText()).isEqualTo("budget_store_away");
    assertThat(chat("rate-secret-1").statusCode()).isEqualTo(200);
    store.isAway = false;
    assertThat(chat("app-secret-1").statusCode()).isEqualTo(200);
    assertThat(spent("org/app")).isEqualTo(40);
  }

  @Test
  void claim_takenButNotAnswered_isGivenBack() {
    start("budget: { lease_ms: 900 }\n");
    store.isMute = true;
    assertThat(chat("app-secret-1").statusCode()).isEqualTo(503);
    assertThat(level("org/app").path("under_way").asInt()).isEqualTo(1);
    store.isMute = false;

    await().until(() -> level("org/app").path("under_way").asInt() == 0);

    assertThat(spent("org/app")).as("nothing lapses charged").isZero();
  }

  @Test
  void allowance_isSpentMarkedAndChargedAfterwards() {
    start(ALLOWED);
    assertThat(chat("app-secret-1").statusCode()).isEqualTo(200);
    store.isAway = true;
    HttpResponse<String> first = chat("app-secret-1");
    int served = 1;
    while (chat("app-secret-1").statusCode() == 200) {
      served++;
    }

    for (int i = 0; i < 5; i++) {
      assertThat(chat("app-secret-1").statusCode()).as("takes nothing of it").isEqualTo(503);
    }
    // Of 100 an answer may take 34 and takes 20.
    assertThat(served).isEqualTo(4);
    assertThat(header(first, "x-pointsman-budget")).isEqualTo("allowance");
    String id = header(first, "x-pointsman-decision");
    assertThat(record(id).at("/contract/on_trust").asText()).isEqualTo("true");
    assertThat(router.get("/metrics").body())
        .contains("pointsman_budget_on_trust_total " + served + ".0");

    store.isAway = false;
    await().untilAsserted(() -> assertThat(spent("org/app")).isEqualTo(100));
    // What was charged may be spent again.
    store.isAway = true;
    assertThat(chat("app-secret-1").statusCode()).isEqualTo(200);
  }

  @Test
  void allowance_isNotForABudgetThatWasSpent() {
    start(ALLOWED);
    int served = 0;
    while (chat("full-secret-1").statusCode() == 200) {
      served++;
    }
    assertThat(served).as("an answer is within its cap").isPositive();
    store.isAway = true;

    assertThat(chat("full-secret-1").statusCode()).isEqualTo(503);
    assertThat(chat("app-secret-1").statusCode()).isEqualTo(200);
  }

  /// What it spent is on record, and it never came to charge it.
  @Test
  void allowance_ofARouterThatDied_isChargedByAnotherFromTheRecord() {
    Backend shared = startAway();
    assertThat(chat("app-secret-1").statusCode()).isEqualTo(200);
    Debts debts = shared.log().debts();
    assertThat(debts.owed(9).toCompletableFuture().join()).hasSize(1);

    // The store stays away for the first; the next has it.
    start(ALLOWED, config -> shared);

    await().untilAsserted(() -> assertThat(spent("org/app")).isEqualTo(20));
    await().until(() -> debts.owed(9).toCompletableFuture().join().isEmpty());
    assertThat(spent("org/app")).isEqualTo(20);
  }

  /// It died in the midst of the call: the most it could cost is written down and charged.
  @Test
  void allowance_ofACallThatNeverEnded_isChargedInFull() {
    long began = System.currentTimeMillis();
    Backend shared = startAway();
    HttpResponse<String> answer = chat("app-secret-1");
    String id = header(answer, "x-pointsman-decision");
    EventLog log = shared.log();
    LoggedDecision decision = log.find(id).toCompletableFuture().join().orElseThrow().decision();
    long most = Long.parseLong(decision.contract().getOrDefault("on_trust_micro_usd", ""));
    assertThat(most).isBetween(21L, 40L);
    Backend other = Backend.inMemory(shared.config().get());
    other.log().decided(decision).toCompletableFuture().join();

    start(ALLOWED.replace("lease_ms: 400", "lease_ms: 400, late_ms: 3000"), config -> other);

    await().untilAsserted(() -> assertThat(spent("org/app")).isEqualTo(most));
    assertThat(System.currentTimeMillis() - began).as("it may go on as yet").isGreaterThan(3_000);
    assertThat(record(id).at("/outcome/cost_micro_usd").asLong()).isEqualTo(most);
    assertThat(record(id).at("/outcome/estimated").asBoolean()).isTrue();
  }

  /// The store goes away while a request is under way.
  @Test
  void settlement_thatWasNotTaken_isMadeOnceTheStoreIsBack() {
    start("budget: { lease_ms: 400 }\n");
    router.upstream.script(
        "cheap-1",
        (body, response) -> {
          store.isAway = true;
          ScriptedUpstream.json(response, 200, ScriptedUpstream.completion("cheap-1", "ok", 10, 5));
        });
    assertThat(chat("app-secret-1").statusCode()).isEqualTo(200);
    await().pollDelay(Duration.ofMillis(300)).until(() -> true);

    store.isAway = false;

    await().untilAsserted(() -> assertThat(spent("org/app")).isEqualTo(20));
    assertThat(level("org/app").path("under_way").asInt()).isZero();
  }

  private HttpResponse<String> chat(String secret) {
    return router.chat("cheap", "\"max_tokens\":5", "authorization", "Bearer " + secret);
  }

  private JsonNode record(String id) {
    return tree(router.get("/v1/decisions/" + id, "authorization", "Bearer admin-secret"));
  }

  private long spent(String path) {
    return level(path).path("spent_usd").decimalValue().movePointRight(6).longValueExact();
  }

  private JsonNode level(String path) {
    return tree(router.get("/admin/v1/budgets/" + path, "authorization", "Bearer admin-secret"))
        .at("/windows/0");
  }
}
