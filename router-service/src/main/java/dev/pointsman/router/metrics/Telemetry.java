package dev.pointsman.router.metrics;

import dev.pointsman.bandit.change.Candidacy.Stage;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.feedback.EventLogStats;
import dev.pointsman.feedback.fold.RewardFold.Upkeep;
import dev.pointsman.feedback.fold.Standing;
import dev.pointsman.router.decision.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// Counters, in Prometheus' text form. Any thread; labels are routes, arms and statuses only.
public final class Telemetry {

  private static final List<Stage> STAGES = List.of(Stage.values());

  private static final Map<String, ToLongFunction<Upkeep>> UPKEEP =
      Map.of(
          "snapshots.written", Upkeep::written,
          "snapshots.refused", Upkeep::refused,
          "snapshots.failures", Upkeep::failures,
          "fold.recovered", Upkeep::recovered,
          "orders.disobeyed", Upkeep::disobeyed,
          "rewards.trimmed", Upkeep::trimmed,
          "learning.frozen", upkeep -> upkeep.frozen().learning() ? 1 : 0,
          "exploring.frozen", upkeep -> upkeep.frozen().exploring() ? 1 : 0,
          "candidate.rows", upkeep -> upkeep.candidate().map(Standing::rows).orElse(0L),
          "candidate.stage",
              upkeep -> upkeep.candidate().map(one -> STAGES.indexOf(one.stage()) + 1).orElse(0));

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timer decisionSeconds;
  private final Map<String, Watched> routes = new ConcurrentSkipListMap<>();
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  public Telemetry() {
    decisionSeconds =
        Timer.builder("pointsman.decision")
            .description("Time from a parsed request to its decision")
            .serviceLevelObjectives(
                micros(10),
                micros(25),
                micros(50),
                micros(100),
                micros(250),
                micros(1_000),
                micros(10_000))
            .register(registry);
  }

  public void decided(Decision decision, long nanos) {
    decisionSeconds.record(Duration.ofNanos(nanos));
    count("decisions", "route", decision.route(), "arm", decision.logged().arm());
  }

  public void finished(String route, LoggedOutcome outcome) {
    count("outcomes", "route", route, "status", outcome.status().name().toLowerCase(Locale.ROOT));
    counter("cost.usd", "route", route, "arm", outcome.servedBy())
        .increment(outcome.costMicroUsd() / 1e6);
    if (outcome.estimated() && outcome.costMicroUsd() > 0) {
      count("estimated", "route", route, "arm", outcome.servedBy());
    }
    counter("tokens", "route", route, "kind", "input").increment(outcome.tokens().input());
    counter("tokens", "route", route, "kind", "output").increment(outcome.tokens().output());
  }

  /// What became of answers that were drawn to be graded.
  public void grading(String route, String what) {
    count("grading", "route", route, "what", what);
  }

  /// What grading cost: `kind` is judge or shadow.
  public void gradingCost(String route, String kind, long microUsd) {
    counter("grading.cost.usd", "route", route, "kind", kind).increment(microUsd / 1e6);
  }

  public void feedback(String status) {
    counters
        .computeIfAbsent(
            "feedback" + status,
            key -> Counter.builder("pointsman.feedback").tag("status", status).register(registry))
        .increment();
  }

  /// A request asked the cache: `result` is hit, miss or away.
  public void cacheAsked(String route, String result) {
    count("cache.requests", "route", route, "result", result);
  }

  public void cacheServed(String route, long bytes) {
    counter("cache.bytes", "route", route, "kind", "served").increment((double) bytes);
  }

  /// As encrypted for the fleet.
  public void cacheStored(String route, long bytes) {
    counter("cache.bytes", "route", route, "kind", "stored").increment((double) bytes);
  }

  public void rewarded(String route, double value) {
    DistributionSummary.builder("pointsman.reward")
        .description("Rewards folded")
        .tag("route", route)
        .register(registry)
        .record(value);
  }

  /// An agent went round in circles: `result` is warned or stopped.
  public void looped(String result) {
    count("loops", "kind", "agent", "result", result);
  }

  /// A session cost far more than its peers.
  public void ranAway(String result) {
    count("loops", "kind", "session", "result", result);
  }

  /// Somebody gave their word on a request: `result` is granted or refused.
  public void approval(String result) {
    count("approvals", "kind", "request", "result", result);
  }

  /// A bill was above what was reserved for it.
  public void overbilled() {
    simple("budget.overbilled").increment();
  }

  /// So many reservations outlived their routers.
  public void lapsed(int count) {
    simple("budget.lapsed").increment(count);
  }

  /// A request was let through without the store of budgets.
  public void onTrust() {
    simple("budget.on.trust").increment();
  }

  /// The store of budgets did not do what it was asked.
  public void budgetStoreFailed() {
    simple("budget.store.failures").increment();
  }

  /// An alert on spend was raised, by this router.
  public void alerted(String rule, String kind) {
    count("alerts", "rule", rule, "kind", kind);
  }

  /// An alert was sent to the webhook: `result` is taken or failed.
  public void alertSent(String result) {
    count("alert.deliveries", "result", result, "to", "webhook");
  }

  /// Recording took longer than an answer waits for it.
  public void recordedLate() {
    simple("recorded.late").increment();
  }

  private Counter simple(String name) {
    return counters.computeIfAbsent(
        name, key -> Counter.builder("pointsman." + name).register(registry));
  }

  /// Shows an arm's alarms from zero on, so that the first is seen as a rise.
  public void watchAlarms(String route, String arm) {
    counter("arm.alarms", "route", route, "arm", arm);
  }

  /// An arm's answers are no longer what they were.
  public void alarmed(String route, String arm) {
    count("arm.alarms", "route", route, "arm", arm);
  }

  /// A route's candidate came to another stage.
  public void moved(String route, Stage stage) {
    count("candidate.moves", "route", route, "to", stage.name().toLowerCase(Locale.ROOT));
  }

  /// What is asked of a route at each scrape: the policy's version, how far the fold is behind, the
  /// lambda, and what the fold tells of snapshots and orders.
  public record Watched(
      Supplier<String> policyVersion,
      Supplier<Number> foldLag,
      Supplier<Number> lambda,
      Supplier<Upkeep> upkeep) {}

  /// From now on; what was watched of the route before is forgotten.
  public void watchRoute(String route, Watched watched) {
    if (routes.put(route, watched) == null) {
      gauge(
          "fold.lag.seconds",
          "Age of the last folded entry when it was folded",
          route,
          Watched::foldLag);
      gauge("lambda", "1 / USD that one more good answer is worth now", route, Watched::lambda);
      UPKEEP.forEach(
          (name, figure) ->
              gauge(name, "Since start", route, at -> () -> figure.applyAsLong(at.upkeep().get())));
    }
  }

  public void forgetRoute(String route) {
    routes.remove(route);
    List<String> names = new ArrayList<>(UPKEEP.keySet());
    names.addAll(List.of("fold.lag.seconds", "lambda"));
    for (String name : names) {
      registry.find("pointsman." + name).tag("route", route).meters().forEach(registry::remove);
    }
  }

  private void gauge(
      String name, String description, String route, Function<Watched, Supplier<Number>> figure) {
    Supplier<Number> now =
        () -> {
          Watched watched = routes.get(route);
          return watched == null ? Double.NaN : figure.apply(watched).get();
        };
    Gauge.builder("pointsman." + name, now)
        .description(description)
        .tag("route", route)
        .register(registry);
  }

  /// Decisions made without features or policy because one of them threw.
  public void watchDecider(Supplier<Number> failures) {
    FunctionCounter.builder("pointsman.policy.failures", failures, f -> f.get().doubleValue())
        .register(registry);
  }

  /// Whether the configuration that came last was refused (1, else 0), and how many changes were
  /// made at run time.
  public void watchConfig(Supplier<Number> refused, Supplier<Number> version) {
    Gauge.builder("pointsman.config.refused", refused).register(registry);
    Gauge.builder("pointsman.config.version", version).register(registry);
  }

  public void watchLog(Supplier<EventLogStats> stats) {
    total("journal.dropped", stats, EventLogStats::dropped);
    total("journal.failures", stats, EventLogStats::failures);
    total("journal.orphaned", stats, EventLogStats::orphaned);
    Gauge.builder("pointsman.journal.spooled", () -> stats.get().spooled()).register(registry);
  }

  public String scrape() {
    StringBuilder text = new StringBuilder(registry.scrape());
    text.append("# HELP pointsman_policy_version_info The policy each route serves with\n");
    text.append("# TYPE pointsman_policy_version_info gauge\n");
    routes.forEach(
        (route, watched) ->
            text.append("pointsman_policy_version_info{route=\"")
                .append(route)
                .append("\",version=\"")
                .append(watched.policyVersion().get())
                .append("\"} 1\n"));
    return text.toString();
  }

  public void close() {
    registry.close();
  }

  private void total(
      String name, Supplier<EventLogStats> stats, ToDoubleFunction<EventLogStats> count) {
    FunctionCounter.builder("pointsman." + name, stats, s -> count.applyAsDouble(s.get()))
        .register(registry);
  }

  private void count(String name, String key, String value, String other, String otherValue) {
    counter(name, key, value, other, otherValue).increment();
  }

  private Counter counter(String name, String key, String value, String other, String otherValue) {
    return counters.computeIfAbsent(
        name + '\n' + value + '\n' + otherValue,
        made ->
            Counter.builder("pointsman." + name)
                .tag(key, value)
                .tag(other, otherValue)
                .register(registry));
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }
}
