package dev.pointsman.router.config;

import dev.pointsman.bandit.objective.Aim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// What a route's decisions weigh quality and cost by: a fixed `lambda` (1 / USD per good answer),
/// or an aim for which lambda is set as requests come; `lambda` is then where it starts.
public record Objective(double lambda, Optional<Aim> aim) {

  private static final Map<String, Double> PRESETS =
      Map.of("saver", 0.02, "balanced", 0.25, "quality", 2.0);

  private static final Set<String> AIMS = Set.of("budget_usd_per_request", "min_quality");

  /// Throws {@link ConfigProblem} when more is given than fits together.
  static Objective of(Section section) {
    List<String> given = section.keys();
    if (given.size() > 1 && !AIMS.containsAll(given)) {
      throw section.problem(
          "must hold exactly one key, or budget_usd_per_request and min_quality together");
    }
    double preset = PRESETS.getOrDefault(section.text("preset", "balanced"), 0.25);
    double usd = section.number("usd_per_good_answer", preset);
    double lambda = section.number("lambda", 1 / usd);
    OptionalDouble budget = section.number("budget_usd_per_request");
    OptionalDouble quality = section.number("min_quality");
    boolean aims = budget.isPresent() || quality.isPresent();
    return new Objective(lambda, aims ? Optional.of(new Aim(budget, quality)) : Optional.empty());
  }
}
