package dev.pointsman.router.config;

import dev.pointsman.feedback.judge.Bench;
import dev.pointsman.feedback.judge.GradeSampling;
import dev.pointsman.feedback.judge.Rubrics;
import dev.pointsman.router.config.RouterConfig.Kind;
import dev.pointsman.router.config.RouterConfig.Model;
import java.util.List;
import java.util.Optional;

/// How answers of a route are graded by a model: by whom, how often, by which rubrics, and for how
/// much at most. Caps hold for the fleet. `isPairwise` compares an answer with those of shadows
/// instead of grading each.
public record JudgePlan(
    Bench bench,
    GradeSampling sampling,
    long microUsdPerDay,
    int perMinute,
    boolean isPairwise,
    Rubrics rubrics,
    int maxOutputTokens) {

  static Optional<JudgePlan> of(Section route, List<Model> models, DataRules demands) {
    if (!route.keys().contains("judge")) {
      return Optional.empty();
    }
    Section section = route.section("judge");
    Model first = model(section, "model", models, demands);
    Optional<Model> other =
        section.text("other_model").map(id -> model(section, "other_model", models, demands));
    double own = section.number("own_family_sample", 0);
    boolean isBlind =
        own == 0
            && other.filter(o -> !o.family().equals(first.family())).isEmpty()
            && route.texts("arms").stream()
                .allMatch(arm -> find(models, arm).orElseThrow().family().equals(first.family()));
    if (isBlind) {
      throw section.problem(
          "model",
          "`"
              + first.id()
              + "` is of the family of every arm (`"
              + first.family()
              + "`) and would grade nothing; give other_model of another family, own_family_sample,"
              + " or say with models[].family who made what");
    }
    return Optional.of(
        new JudgePlan(
            new Bench(judge(first), other.map(JudgePlan::judge), own),
            new GradeSampling(section.number("sample", 0.05)),
            Math.round(section.number("budget_usd_per_day", 1) * 1e6),
            (int) section.integer("per_minute", 60),
            section.text("mode", "pointwise").equals("pairwise"),
            new Rubrics(section.strings("rubrics")),
            (int) section.integer("max_output_tokens", 512)));
  }

  private static Bench.Judge judge(Model model) {
    return new Bench.Judge(model.id(), model.family());
  }

  private static Model model(Section section, String key, List<Model> models, DataRules demands) {
    String id = section.text(key, "");
    List<String> ids = models.stream().map(Model::id).toList();
    Model model =
        find(models, id)
            .orElseThrow(
                () ->
                    section.problem(
                        key, "no model with id `" + id + "`" + Suggestion.among(ids, id)));
    if (model.kind() != Kind.CHAT) {
      throw section.problem(key, "`" + id + "` gives embeddings; a judge is a chat model");
    }
    if (!demands.admit(model.data())) {
      throw section.problem(
          key, "`" + id + "` does not declare the `data` that this route requires of models");
    }
    return model;
  }

  private static Optional<Model> find(List<Model> models, String id) {
    return models.stream().filter(model -> model.id().equals(id)).findFirst();
  }
}
