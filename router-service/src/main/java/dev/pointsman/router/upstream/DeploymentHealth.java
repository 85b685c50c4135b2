package dev.pointsman.router.upstream;

import dev.pointsman.router.config.RouterConfig.Deployment;
import dev.pointsman.router.config.RouterConfig.HealthRules;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// One deployment with its circuit breaker and the calls it has under way. Any thread.
public final class DeploymentHealth {

  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final Deployment deployment;
  private final HealthRules rules;
  private final CircuitBreaker breaker;
  private final AtomicInteger underWay;
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong restingUntilNanos;

  private DeploymentHealth(Deployment deployment, DeploymentHealth before) {
    this.deployment = deployment;
    this.rules = before.rules;
    this.breaker = before.breaker;
    this.underWay = before.underWay;
    this.restingUntilNanos = before.restingUntilNanos;
  }

  DeploymentHealth(String name, Deployment deployment, HealthRules rules) {
    this.deployment = deployment;
    this.rules = rules;
    this.underWay = new AtomicInteger();
    this.restingUntilNanos = new AtomicLong(System.nanoTime());
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(rules.window())
                .minimumNumberOfCalls(Math.min(rules.window(), rules.leastCalls()))
                .failureRateThreshold((float) (100 * rules.failureShare()))
                .permittedNumberOfCallsInHalfOpenState(1)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .waitIntervalFunctionInOpenState(
                    IntervalFunction.ofExponentialBackoff(rules.rest(), 2, LONGEST_REST))
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == State.OPEN) {
                restUntil(rules.rest());
              }
            });
  }

  /// Whether the other is judged alike and asks the same place with the same key for the same
  /// model.
  boolean isSamePlace(DeploymentHealth other) {
    return rules.equals(other.rules)
        && deployment.provider().equals(other.deployment.provider())
        && deployment.upstreamName().equals(other.deployment.upstreamName());
  }

  /// The same place with this one's weight. Calls ever begun are counted anew, or a newcomer beside
  /// it would have to catch up with all of them.
  DeploymentHealth goingOnFrom(DeploymentHealth before) {
    return new DeploymentHealth(deployment, before);
  }

  public Deployment deployment() {
    return deployment;
  }

  /// Whether a call may be tried.
  public boolean isUp() {
    return breaker.getState() != State.OPEN;
  }

  /// How long it will rest, at least; zero when it does not.
  Duration rest() {
    long nanos = isUp() ? 0 : restingUntilNanos.get() - System.nanoTime();
    return Duration.ofNanos(Math.max(0, nanos));
  }

  int underWay() {
    return underWay.get();
  }

  /// Calls under way for each unit of weight.
  double load() {
    return underWay.get() / deployment.weight();
  }

  /// Calls ever begun for each unit of weight.
  double share() {
    return begun.get() / deployment.weight();
  }

  /// Takes part in a call; to be followed by exactly one of the four below. False while it rests or
  /// is being tried again by another call.
  boolean begin() {
    if (!breaker.tryAcquirePermission()) {
      return false;
    }
    underWay.incrementAndGet();
    begun.incrementAndGet();
    return true;
  }

  void answered(long nanos) {
    underWay.decrementAndGet();
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
  }

  void failed(long nanos, Throwable cause) {
    underWay.decrementAndGet();
    breaker.onError(nanos, TimeUnit.NANOSECONDS, cause);
  }

  /// The upstream asked to be left alone so long; a minute at most is granted.
  void overloaded(Duration wish) {
    underWay.decrementAndGet();
    Duration rest = wish.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wish;
    breaker.transitionToOpenStateFor(rest);
    restUntil(rest);
  }

  /// The call ended for a reason that says nothing about the deployment.
  void left() {
    underWay.decrementAndGet();
    breaker.releasePermission();
  }

  private void restUntil(Duration rest) {
    restingUntilNanos.set(System.nanoTime() + rest.toNanos());
  }
}
