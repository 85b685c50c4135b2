package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.feedback.memory.InMemoryBudgetStore;
import dev.pointsman.feedback.redis.BudgetWorld.Forest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Random trees, windows and sequences of verbs: the script against a plain model of it step by
/// step, and many callers at once against what they were answered. After every step what is
/// reserved and settled is within every cap; where routers spend on trust, past it by no more than
/// they so spent.
class BudgetModelIT {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration LATE = Duration.ofMinutes(10);
  private static final int STEPS = 250;
  private static final int CALLERS = 8;

  @RegisterExtension static final TestRedis REDIS = TestRedis.installed();

  private final AtomicLong now = new AtomicLong();

  @RepeatedTest(12)
  void script_randomSequence_isWhatThePlainModelSays(RepetitionInfo repetition) {
    RandomGenerator random = random(repetition);
    BudgetStore script = ClockedBudgets.open(REDIS.connection());
    BudgetStore model = new InMemoryBudgetStore(() -> Instant.ofEpochMilli(now.get()));
    now.set(System.currentTimeMillis());
    Forest forest = BudgetWorld.forest(random, now.get());
    List<String> ids = new ArrayList<>();
    Map<String, Amount> onTrust = new HashMap<>();
    boolean trusts = repetition.getCurrentRepetition() % 2 == 0;
    for (int step = 0; step < STEPS; step++) {
      pass(random);
      Verb verb =
          trusts && random.nextInt(20) == 0
              ? trust(random, forest, step, onTrust)
              : verb(random, forest, ids);
      Object said = get(verb.on(script));
      assertThat(said).as("step %d, %s", step, verb).isEqualTo(get(verb.on(model)));
      List<Level> levels = get(script.levels(forest.windows()));
      assertThat(levels)
          .as("after step %d, %s", step, verb)
          .isEqualTo(get(model.levels(forest.windows())));
      requireWithinCaps(forest.windows(), levels, onTrust);
    }
  }

  /// What a router spent while the store was away, told some time later, or twice.
  private Verb trust(RandomGenerator random, Forest forest, int step, Map<String, Amount> onTrust) {
    List<Window> path = forest.path(random);
    Amount spent = BudgetWorld.small(random);
    long at = now.get() - random.nextLong(3 * 3_600_000L);
    String id = "t" + step / 40;
    path.forEach(window -> onTrust.merge(window.name(), spent, BudgetModelIT::sum));
    return new Verb("trust", id, store -> store.charge(id, path, spent, at));
  }

  /// Settlements and claims asked for at once, which the script takes in one turn: as if one after
  /// the other.
  private static Verb turn(RandomGenerator random, Forest forest, List<String> ids) {
    List<String> settled = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      settled.add(ids.get(random.nextInt(ids.size())));
    }
    for (int i = random.nextInt(5); i >= 0; i--) {
      String fresh = random.nextInt(10) == 0 ? settled.getFirst() : "r" + ids.size();
      claims.add(BudgetWorld.claim(random, fresh, forest.path(random), LEASE));
      ids.add(fresh);
    }
    Amount spent = BudgetWorld.small(random);
    return new Verb(
        "turn",
        settled + " " + claims,
        store -> {
          List<CompletableFuture<?>> all = new ArrayList<>();
          settled.forEach(id -> all.add(store.settle(id, spent).toCompletableFuture()));
          claims.forEach(claim -> all.add(store.reserve(claim).toCompletableFuture()));
          return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
              .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
        });
  }

  private static Amount sum(Amount one, Amount other) {
    return new Amount(one.microUsd() + other.microUsd(), one.tokens() + other.tokens());
  }

  /// A verb with its arguments.
  private record Verb(String name, String id, Function<BudgetStore, CompletionStage<?>> call) {
    CompletionStage<?> on(BudgetStore store) {
      return call.apply(store);
    }

    @Override
    public String toString() {
      return name + " " + id;
    }
  }

  /// Nothing is settled above its reservation, and nothing is charged without one.
  private Verb verb(RandomGenerator random, Forest forest, List<String> ids) {
    String id = ids.isEmpty() ? "r0" : ids.get(random.nextInt(ids.size()));
    int dice = random.nextInt(100);
    if (dice < 40 || ids.isEmpty()) {
      String fresh = random.nextInt(20) == 0 ? id : "r" + ids.size();
      Claim claim = BudgetWorld.claim(random, fresh, forest.path(random), LEASE);
      ids.add(fresh);
      return new Verb("reserve", fresh, store -> store.reserve(claim));
    }
    if (dice < 50) {
      return turn(random, forest, ids);
    }
    if (dice < 70) {
      Amount spent = BudgetWorld.small(random);
      return new Verb("settle", id, store -> store.settle(id, spent));
    }
    if (dice < 78) {
      Amount to = BudgetWorld.small(random).max(BudgetWorld.LEAST);
      return new Verb("shrink", id, store -> store.shrink(id, to));
    }
    if (dice < 84) {
      return new Verb("renew", id, store -> store.renew(List.of(id), LEASE));
    }
    if (dice < 90) {
      // Of nothing: that only settles or does nothing to the caps.
      List<Window> path = forest.path(random);
      return new Verb("charge", id, store -> store.charge(id, path, Amount.NONE, now.get()));
    }
    return new Verb("lapse", "", store -> store.lapse(LATE, 1000));
  }

  private void pass(RandomGenerator random) {
    long most = random.nextInt(10) == 0 ? 3 * 86_400_000L : 40_000;
    long back = random.nextInt(25) == 0 ? 20_000 : 0;
    now.addAndGet(random.nextLong(most) - back);
    ClockedBudgets.clock(REDIS.connection(), now.get());
  }

  @RepeatedTest(6)
  void script_manyCallersAtOnce_staysWithinCapsAndEndsAtWhatWasSettled(RepetitionInfo repetition)
      throws Exception {
    RandomGenerator random = random(repetition);
    REDIS.emptied();
    BudgetStore store = new RedisBudgetStore(REDIS.connection());
    Forest forest = BudgetWorld.lasting(random);
    Map<String, AtomicLong> spent = new ConcurrentHashMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<Void>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        String name = "c" + i + "-";
        long seed = random.nextLong();
        callers.add(pool.submit(caller(store, forest, spent, name, seed)));
      }
      for (Future<Void> caller : callers) {
        caller.get();
      }
    }
    get(store.lapse(Duration.ofMillis(1), 10_000));
    List<Level> levels = get(store.levels(forest.windows()));
    for (int i = 0; i < levels.size(); i++) {
      String name = forest.windows().get(i).name();
      AtomicLong sum = spent.getOrDefault(name, new AtomicLong());
      assertThat(levels.get(i).microUsd()).as(name).isEqualTo(sum.get());
      assertThat(levels.get(i).reservedMicroUsd()).as(name).isZero();
      assertThat(levels.get(i).underWay()).as(name).isZero();
    }
  }

  /// Reserves, settles or vanishes, and looks at every level in between.
  private Callable<Void> caller(
      BudgetStore store, Forest forest, Map<String, AtomicLong> spent, String name, long seed) {
    return () -> {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      for (int i = 0; i < 150; i++) {
        List<Window> path = forest.path(random);
        Claim claim = BudgetWorld.claim(random, name + i, path, Duration.ofMillis(1));
        Answer answer = get(store.reserve(claim));
        requireWithinCaps(forest.windows(), get(store.levels(forest.windows())), Map.of());
        if (answer instanceof Answer.Granted granted) {
          boolean vanishes = random.nextInt(10) == 0;
          long micros =
              vanishes
                  ? granted.amount().microUsd()
                  : random.nextLong(granted.amount().microUsd() + 1);
          path.forEach(
              w -> spent.computeIfAbsent(w.name(), n -> new AtomicLong()).addAndGet(micros));
          if (random.nextInt(5) == 0) {
            get(store.lapse(Duration.ofHours(1), 5));
          }
          if (!vanishes) {
            get(store.settle(claim.id(), new Amount(micros, 0)));
            get(store.settle(claim.id(), new Amount(micros + 1, 0)));
          }
        }
      }
      return null;
    };
  }

  private static void requireWithinCaps(
      List<Window> windows, List<Level> levels, Map<String, Amount> onTrust) {
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      Level level = levels.get(i);
      Amount most = sum(window.caps().amount(), onTrust.getOrDefault(window.name(), Amount.NONE));
      assertThat(level.microUsd()).as(window.name()).isBetween(0L, most.microUsd());
      assertThat(level.tokens()).as(window.name()).isBetween(0L, most.tokens());
      assertThat(level.underWay()).as(window.name()).isBetween(0L, window.caps().underWay());
    }
  }

  private static RandomGenerator random(RepetitionInfo repetition) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(repetition.getCurrentRepetition());
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
