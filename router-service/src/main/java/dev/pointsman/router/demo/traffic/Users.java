package dev.pointsman.router.demo.traffic;

import dev.pointsman.datasets.tasks.Draw;
import dev.pointsman.router.demo.traffic.RouterClient.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/// A population of simulated users who ask the router at a steady mean rate, whatever it does.
///
/// Requests come as a Poisson process (open loop), up to a bound of requests under way. Each user
/// has an id. Some requests come from applications that can check an answer (a test runs, a query's
/// result is compared) and report what the check said; on a share of the others people give a
/// thumb, which tells the truth nine times in ten and comes a moment after the answer. Whether
/// there is a check or a thumb does not depend on the answer.
public final class Users implements AutoCloseable {

  /// Who they are: how many; which share of requests comes from applications that check the answer,
  /// how often people vote on the others, how often a thumb is wrong; how many want a stream.
  public record Habits(int population, double checks, double votes, double slips, double streams) {
    public static final Habits USUAL = new Habits(200, 0.5, 0.4, 0.1, 0.3);
  }

  private static final int TICK_MILLIS = 10;
  private static final double READING_SECONDS = 1.0;
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final RouterClient router;
  private final Workload workload;
  private final Habits habits;
  private final Draw draw;
  private final AtomicReference<Tally> tally = new AtomicReference<>(Tally.NONE);
  private final double perSecond;
  private double secondsToNext;
  private long lastNanos;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean stopped;

  public Users(Vertx vertx, RouterClient router, Workload workload, Plan plan) {
    this.vertx = vertx;
    this.router = router;
    this.workload = workload;
    this.habits = plan.habits();
    this.perSecond = plan.perSecond();
    this.draw = new Draw(plan.seed());
  }

  /// How much they ask, and the seed of all their dice.
  public record Plan(double perSecond, Habits habits, long seed) {}

  /// Begins on one event loop, which all of their doings stay on.
  public void start() {
    vertx.getOrCreateContext().runOnContext(v -> begin());
  }

  public Tally tally() {
    return tally.get();
  }

  /// Sends nothing more and waits, a few seconds at most, for the answers under way.
  @Override
  public void close() {
    stopped = true;
    long end = System.nanoTime() + DRAIN.toNanos();
    while (underWay.get() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(DRAIN.toNanos() / 200);
    }
  }

  private void begin() {
    lastNanos = System.nanoTime();
    vertx.setPeriodic(TICK_MILLIS, this::tick);
  }

  private void tick(long timer) {
    if (stopped) {
      vertx.cancelTimer(timer);
      return;
    }
    long now = System.nanoTime();
    secondsToNext -= (now - lastNanos) / 1e9;
    lastNanos = now;
    while (secondsToNext <= 0) {
      secondsToNext += draw.exponential(1 / perSecond);
      if (underWay.get() < mostUnderWay()) {
        ask();
      } else {
        count(Tally::holdBack);
      }
    }
  }

  /// Five seconds of traffic, at least 64 requests.
  private double mostUnderWay() {
    return Math.max(64, 5 * perSecond);
  }

  private void ask() {
    Workload.Ask ask = workload.next(draw);
    String user = "user-%03d".formatted(draw.between(1, habits.population()));
    boolean stream = draw.chance(habits.streams());
    boolean checks = draw.chance(habits.checks());
    boolean votes = draw.chance(habits.votes());
    boolean slips = draw.chance(habits.slips());
    double luck = draw.uniform();
    double reading = draw.exponential(READING_SECONDS);
    underWay.incrementAndGet();
    count(Tally::send);
    router
        .ask(ask.prompt(), user, stream)
        .onComplete(
            reply -> {
              underWay.decrementAndGet();
              double quality = ask.marking().quality(reply.text(), reply.servedBy());
              count(t -> t.answer(quality));
              if (checks) {
                report(router.check(reply, quality >= 0.5));
              } else if (votes) {
                boolean up = (luck < quality) != slips;
                vertx.setTimer(1 + Math.round(1000 * reading), id -> vote(reply, up));
              }
            },
            failure -> {
              underWay.decrementAndGet();
              count(Tally::fail);
            });
  }

  private void vote(Reply reply, boolean up) {
    if (!stopped) {
      report(router.thumb(reply, up).onSuccess(done -> count(t -> t.thumb(up))));
    }
  }

  private void report(Future<Void> sent) {
    underWay.incrementAndGet();
    sent.onComplete(done -> underWay.decrementAndGet());
  }

  private void count(UnaryOperator<Tally> change) {
    tally.updateAndGet(change);
  }
}
