package dev.pointsman.router.upstream;

import dev.pointsman.router.config.RouterConfig.Limits;
import dev.pointsman.router.config.RouterConfig.Shape;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.upstream.AttemptOrder.Attempt;
import dev.pointsman.router.upstream.UpstreamFailure.Kind;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the drawn arm; when that fails, the next by expected utility, under the same eligibility.
///
/// A failed connection, a timeout, 408, 429, 5xx and an answer that is none move on, to another
/// deployment of the arm first; a prompt too long for the model moves on to an arm with a larger
/// window. Any other status is an answer and passes. At most three attempts, the last begun within
/// the retry budget; when nothing else is left the same deployment is asked again after a jittered
/// pause, or after the time it asked for. One event loop a request.
public final class Fallback {

  private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);
  private static final int MAX_ATTEMPTS = 3;
  private static final int PAUSE_MS = 100;

  private final Vertx vertx;
  private final Upstream upstream;
  private final Deployments deployments;
  private final Duration retryBudget;
  private final RandomGenerator random;

  public Fallback(
      Vertx vertx,
      Upstream upstream,
      Deployments deployments,
      Limits limits,
      RandomGenerator random) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.deployments = deployments;
    this.retryBudget = limits.retryBudget();
    this.random = random;
  }

  /// Who answered, in which shape, and what.
  public record Served(ServedArm by, Shape shape, Reply reply) {}

  /// Fails with the last attempt's {@link UpstreamFailure} when all failed.
  public Future<Served> answer(Decision decision, ApiRequest request, Cancellation cancellation) {
    List<ServedArm> arms = new ArrayList<>();
    arms.add(decision.chosen());
    arms.addAll(decision.standIns());
    return new Attempts(decision.id(), arms, request, cancellation).next();
  }

  /// Asks this arm alone, for somebody who is not waited for; `name` stands for it in the log.
  public Future<Served> ask(
      String name, ServedArm arm, ApiRequest request, Cancellation cancellation) {
    return new Attempts(name, List.of(arm), request, cancellation).next();
  }

  /// The attempts for one request.
  private final class Attempts {
    private final String name;
    private final ApiRequest request;
    private final Cancellation cancellation;
    private final AttemptOrder order;
    private final long startNanos = System.nanoTime();
    private int made;

    Attempts(String name, List<ServedArm> arms, ApiRequest request, Cancellation cancellation) {
      this.name = name;
      this.request = request;
      this.cancellation = cancellation;
      this.order = new AttemptOrder(arms, deployments);
    }

    Future<Served> next() {
      return order
          .next()
          .map(this::run)
          .orElseGet(
              () ->
                  Future.failedFuture(
                      new UpstreamFailure(
                          Kind.RESTING, "all rest after failures", order.shortestRest())));
    }

    private Future<Served> run(Attempt attempt) {
      made++;
      long begun = System.nanoTime();
      Upstream.Call call =
          UpstreamCalls.of(request, attempt.arm(), attempt.health().deployment(), cancellation);
      return upstream
          .call(call)
          .compose(reply -> Verdict.of(reply, order.hasLarger(attempt.arm())))
          .onSuccess(reply -> Verdict.tell(attempt.health(), reply, begun, cancellation))
          .map(reply -> new Served(attempt.arm(), call.deployment().provider().shape(), reply))
          .recover(
              cause -> {
                Verdict.tell(attempt.health(), cause, begun, cancellation);
                return after(attempt, cause);
              });
    }

    private Future<Served> after(Attempt failed, Throwable cause) {
      LOG.debug("{}: {} failed: {}", name, failed.arm().arm().id(), cause.getMessage());
      if (made >= MAX_ATTEMPTS || left() <= 0 || cancellation.cancelled()) {
        return Future.failedFuture(cause);
      }
      boolean tooLong = cause instanceof UpstreamFailure f && f.kind() == Kind.TOO_LONG;
      if (tooLong) {
        order.onlyLargerThan(failed.arm());
      }
      return order.next().map(this::run).orElseGet(() -> again(failed, cause));
    }

    /// Nobody else is left: the same again, unless it is to be left alone for longer than there is
    /// time.
    private Future<Served> again(Attempt failed, Throwable cause) {
      long pause = PAUSE_MS + (long) (random.nextDouble() * PAUSE_MS);
      if (cause instanceof UpstreamFailure failure && failure.retryAfter().isPresent()) {
        pause = Math.max(pause, failure.retryAfter().get().toMillis() + 1);
      }
      if (pause > left()) {
        return Future.failedFuture(cause);
      }
      return vertx
          .timer(pause, TimeUnit.MILLISECONDS)
          .compose(
              done ->
                  order
                      .again(failed)
                      .filter(attempt -> !cancellation.cancelled())
                      .map(this::run)
                      .orElseGet(() -> Future.failedFuture(cause)));
    }

    private long left() {
      return retryBudget.toMillis() - (System.nanoTime() - startNanos) / 1_000_000;
    }
  }
}
