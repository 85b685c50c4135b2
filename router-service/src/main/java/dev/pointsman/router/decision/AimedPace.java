package dev.pointsman.router.decision;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.objective.Aim;
import dev.pointsman.bandit.objective.BudgetPacer;
import dev.pointsman.bandit.objective.Thrift;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A lambda set for a mean cost, a mean quality or both, by a {@link BudgetPacer} on a thread of
/// its own: decisions read the last lambda and wait for nothing.
///
/// Each replica keeps the mean over its own requests, so the mean over all of them holds without
/// their talking. A solve (about 12 ms for 600 contexts at ten arms) is followed by a rest of
/// twenty times as long. When requests come faster than they can be looked at some are not, but
/// what they spend always counts. Where all prompts look alike, it keeps below a budget between two
/// arms.
public final class AimedPace implements Pace, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AimedPace.class);
  private static final int WAITING = 1_024;

  /// Rest after a solve, in times of what it took.
  private static final int REST = 20;

  /// Of the mean cost, to solve for it at once.
  private static final double LEAST_CHANGE = 0.05;

  private static final long FIRST_REQUESTS = 20;
  private static final int TYPICAL_INPUT_TOKENS = 200;

  private final Supplier<Policy> policy;
  private final BudgetPacer pacer;
  private volatile Thrift thrift;
  private final LongAdder requests = new LongAdder();
  private final LongAdder microUsd = new LongAdder();
  private final ExecutorService worker;
  private final int rest;
  private long seen;
  private long restingUntil = System.nanoTime();
  private volatile double lambda;
  private volatile double allowed;

  /// `dimension` is that of the policy's features; a request of nothing in particular gives the
  /// first lambda.
  public AimedPace(Aim aim, List<Arm> arms, int dimension, Supplier<Policy> policy) {
    this(new BudgetPacer(aim), policy, REST, oneThread());
    Context typical = Context.of(new float[dimension], TYPICAL_INPUT_TOKENS);
    this.lambda = pacer.next(typical, arms, policy.get());
  }

  /// One of many that share a thread; its aim is set anew as it goes by {@link #allow}. `first` is
  /// what it begins by.
  public static AimedPace beside(
      Aim aim, Question first, Supplier<Policy> policy, ExecutorService worker) {
    BudgetPacer pacer = new BudgetPacer(aim);
    AimedPace pace = new AimedPace(pacer, policy, REST, worker);
    pace.lambda = pacer.next(first.context(), first.eligible(), policy.get());
    pace.allowed = aim.usdPerRequest().orElse(Double.POSITIVE_INFINITY);
    return pace;
  }

  AimedPace(BudgetPacer pacer, Supplier<Policy> policy, int rest, ExecutorService worker) {
    this.policy = policy;
    this.pacer = pacer;
    this.thrift = pacer.thrift();
    this.rest = rest;
    this.worker = worker;
  }

  private static ExecutorService oneThread() {
    return new ThreadPoolExecutor(
        0,
        1,
        10,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(WAITING),
        Thread.ofPlatform().daemon().name("pace").factory(),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  /// Sets the mean cost anew; a change of less than a twentieth waits for a larger one.
  public void allow(double usdPerRequest) {
    if (Math.abs(usdPerRequest - allowed) > LEAST_CHANGE * allowed) {
      allowed = usdPerRequest;
      worker.execute(
          () -> {
            pacer.allow(usdPerRequest);
            thrift = pacer.thrift();
            solve();
          });
    }
  }

  @Override
  public double lambda() {
    return lambda;
  }

  @Override
  public Assessment temper(Assessment assessment, Question question) {
    return new Assessment(assessment.predictions(), thrift.within(assessment, question));
  }

  @Override
  public void decided(Assessment tempered, Question question) {
    worker.execute(() -> take(tempered, question));
  }

  @Override
  public void spent(long micros) {
    requests.increment();
    microUsd.add(micros);
  }

  private void take(Assessment tempered, Question question) {
    pacer.explored(tempered, question);
    pacer.see(question.context(), question.eligible());
    seen++;
    if (pacer.isDue()) {
      solve();
    }
  }

  private void solve() {
    long now = System.nanoTime();
    if (seen < FIRST_REQUESTS || now - restingUntil >= 0) {
      pacer.spend(requests.sumThenReset(), microUsd.sumThenReset() / 1e6);
      try {
        lambda = pacer.solve(policy.get());
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        LOG.debug("at a cut-over to other features lambda stays until requests were seen by them");
      }
      long done = System.nanoTime();
      restingUntil = done + rest * (done - now);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
