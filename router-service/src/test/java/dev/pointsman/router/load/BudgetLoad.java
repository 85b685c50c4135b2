package dev.pointsman.router.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Span;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.feedback.redis.RedisBudgetStore;
import dev.pointsman.feedback.redis.RedisConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reservations and their settlements against the embedded Redis, open loop; run by hand, see
/// docs/benchmarks/budgets.md. `BUDGET_RATE` sets how many requests a second (2000), `BUDGET_REDIS`
/// the address of another Redis, which should be empty.
///
/// Each request reserves on three windows (an organisation's month, a team's, one of 50 users'
/// rolling day) and settles 20 ms later. Prints for each round the latency of either and of both
/// together, in microseconds from when it was due, and the share of the machine's CPU that was not
/// this process's and its Redis'. Asserts only that all was granted and that the counters are
/// right.
class BudgetLoad {

  private static final int ROUNDS = 10;
  private static final int SECONDS = 10;
  private static final long THINKING_NANOS = 20_000_000;
  private static final Amount MOST = new Amount(900, 700);
  private static final Amount SPENT = new Amount(300, 200);

  @TempDir private Path folder;

  private final Queue<Granted> granted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failed = new AtomicInteger();
  private int serial;

  /// Due to be settled; `reserveNanos` is what its reservation took.
  private record Granted(String id, long dueNanos, long reserveNanos) {}

  private record Round(Histogram reserve, Histogram settle, Histogram both, CountDownLatch open) {
    static Round of(int n) {
      return new Round(histogram(), histogram(), histogram(), new CountDownLatch(n));
    }

    private static Histogram histogram() {
      return new ConcurrentHistogram(TimeUnit.SECONDS.toMicros(60), 3);
    }
  }

  @Test
  void store_underOpenLoop_countsAll() throws Exception {
    int rate = Integer.parseInt(given("BUDGET_RATE", "2000"));
    System.out.println(
        "| round | requests/s | reserve p50 | p99 | settle p50 | p99 | both p50 | p99 | p99.9 |"
            + " foreign |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    String address = given("BUDGET_REDIS", RedisConnection.EMBEDDED);
    try (RedisConnection redis = RedisConnection.open(address, folder)) {
      BudgetStore store = new RedisBudgetStore(redis);
      for (int i = 0; i <= ROUNDS; i++) {
        shoot(store, rate, i);
      }
      Window org = windows(0).getFirst();
      Level level =
          store.levels(List.of(org)).toCompletableFuture().get(10, TimeUnit.SECONDS).getFirst();
      assertThat(failed.get()).isZero();
      assertThat(level).isEqualTo(new Level(serial * 300L, serial * 200L, serial, 0, 0, 0));
    }
  }

  private static String given(String name, String otherwise) {
    return Objects.requireNonNullElse(System.getenv(name), otherwise);
  }

  private void shoot(BudgetStore store, int rate, int number) throws Exception {
    int n = rate * SECONDS;
    Round round = Round.of(n);
    Cpu before = Cpu.of(ProcessHandle.current().pid());
    long start = System.nanoTime();
    for (int sent = 0; sent < n || round.open().getCount() > 0; ) {
      long due = sent < n ? start + (long) (sent * 1e9 / rate) : Long.MAX_VALUE;
      long now = System.nanoTime();
      Granted next = granted.peek();
      if (next != null && next.dueNanos() - now <= 0) {
        settle(store, granted.remove(), round);
      } else if (due != Long.MAX_VALUE && due - now <= 0) {
        reserve(store, due, round);
        sent++;
      } else {
        long wait = Math.min(due == Long.MAX_VALUE ? 100_000 : due - now, 100_000);
        LockSupport.parkNanos(Math.min(wait, next == null ? wait : next.dueNanos() - now));
      }
    }
    Cpu used = Cpu.of(ProcessHandle.current().pid()).since(before);
    if (number > 0) {
      print(round, rate, number, 1 - used.micros() / Math.max(1, used.machineMicros()));
    }
  }

  private void reserve(BudgetStore store, long due, Round round) {
    String id = "load-" + serial++;
    List<Claim.Part> parts = new ArrayList<>();
    windows(serial % 50).forEach(window -> parts.add(new Claim.Part(window, MOST)));
    store
        .reserve(new Claim(id, MOST, parts, Duration.ofSeconds(30)))
        .whenComplete(
            (answer, failure) -> {
              if (!(answer instanceof Answer.Granted)) {
                failed.incrementAndGet();
                round.open().countDown();
                return;
              }
              long now = System.nanoTime();
              round.reserve().recordValue((now - due) / 1_000);
              granted.add(new Granted(id, now + THINKING_NANOS, now - due));
            });
  }

  private void settle(BudgetStore store, Granted done, Round round) {
    store
        .settle(done.id(), SPENT)
        .whenComplete(
            (settlement, failure) -> {
              if (failure != null) {
                failed.incrementAndGet();
              }
              long took = System.nanoTime() - done.dueNanos();
              round.settle().recordValue(took / 1_000);
              round.both().recordValue((took + done.reserveNanos()) / 1_000);
              round.open().countDown();
            });
  }

  private static List<Window> windows(int user) {
    Caps caps = Caps.of(new Amount(1_000_000_000_000L, 1_000_000_000_000L));
    Span month = new Span.Period(0, 4_000_000_000_000L);
    return List.of(
        new Window("org:month:now", month, caps),
        new Window("org/team:month:now", month, caps),
        new Window("org/team/u" + user + ":rolling-day", new Span.Rolling(86_400_000), caps));
  }

  private static void print(Round round, int rate, int number, double foreign) {
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d | %d | %d | %d | %d | %d | %d | %.0f %% |%n",
        number,
        rate,
        round.reserve().getValueAtPercentile(50),
        round.reserve().getValueAtPercentile(99),
        round.settle().getValueAtPercentile(50),
        round.settle().getValueAtPercentile(99),
        round.both().getValueAtPercentile(50),
        round.both().getValueAtPercentile(99),
        round.both().getValueAtPercentile(99.9),
        100 * Math.max(0, foreign));
  }
}
