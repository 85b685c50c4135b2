package dev.pointsman.router.config;

import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.Metric;
import dev.pointsman.router.config.RouterConfig.Model;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a route hears of its answers: which source is gold, the metrics declared beside the
/// built-in ones, how long each source is heard, which signals are taken from what clients do, how
/// many answers people are asked to review, and what models grade.
public record Signals(
    Source gold,
    Map<String, Metric> metrics,
    Map<Source, Duration> horizons,
    Set<String> implicit,
    Optional<ReviewPlan> review,
    Optional<JudgePlan> judge,
    Optional<ShadowPlan> shadow) {

  /// Names that mean something already.
  private static final Set<String> TAKEN =
      Set.of("grade", "duel", "review", Metric.ESCALATE, Metric.REGENERATE, Metric.ABANDONMENT);

  public Signals {
    metrics = Map.copyOf(metrics);
    horizons = Map.copyOf(horizons);
    implicit = Set.copyOf(implicit);
  }

  static Signals of(Section route, List<Model> models, DataRules demands) {
    Section implicit = route.section("implicit");
    return new Signals(
        source(route.text("gold", "check")),
        metrics(route),
        horizons(route.section("horizon_hours")),
        Set.copyOf(
            List.of(Metric.REGENERATE, Metric.ABANDONMENT).stream()
                .filter(name -> implicit.flag(name).orElse(false))
                .toList()),
        ReviewPlan.of(route),
        JudgePlan.of(route, models, demands),
        ShadowPlan.of(route));
  }

  /// A metric that may be reported on this route.
  public Map<String, Metric> reportable() {
    Map<String, Metric> all = new HashMap<>(Metric.BUILT_IN);
    all.putAll(metrics);
    return all;
  }

  private static Map<String, Metric> metrics(Section route) {
    Map<String, Metric> metrics = new HashMap<>();
    for (Section section : route.named("metrics")) {
      String name = section.name();
      if (Metric.BUILT_IN.containsKey(name) || TAKEN.contains(name)) {
        throw section.problem("`" + name + "` means something already; choose another name");
      }
      boolean isFlag = section.text("kind", "boolean").equals("boolean");
      List<Double> range = section.numbers("range");
      if (!range.isEmpty() && (isFlag || range.get(0) >= range.get(1))) {
        throw section.problem(
            "range",
            isFlag
                ? "is for kind float; a boolean metric has none"
                : "must be [least, most], was " + range);
      }
      double least = range.isEmpty() ? 0 : range.get(0);
      double most = range.isEmpty() ? 1 : range.get(1);
      boolean isLowBest = section.text("optimize", "max").equals("min");
      metrics.put(
          name,
          new Metric(
              source(section.text("source", "USER")),
              isFlag,
              isLowBest ? most : least,
              isLowBest ? least : most));
    }
    return metrics;
  }

  private static Map<Source, Duration> horizons(Section section) {
    Map<Source, Duration> horizons = new EnumMap<>(Source.class);
    for (Source source : Source.values()) {
      section
          .number(source.name().toLowerCase(Locale.ROOT))
          .ifPresent(h -> horizons.put(source, Duration.ofMillis((long) (h * 3_600_000))));
    }
    return horizons;
  }

  private static Source source(String name) {
    return Source.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
