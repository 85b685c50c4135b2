package dev.pointsman.router.grading;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.judge.Bench.Seat;
import dev.pointsman.feedback.judge.GradeSampling;
import dev.pointsman.router.config.DataRules;
import dev.pointsman.router.config.JudgePlan;
import dev.pointsman.router.config.ShadowPlan;
import dev.pointsman.router.config.Signals;
import dev.pointsman.router.decision.Asker;
import dev.pointsman.router.decision.Catalogue;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.metrics.Telemetry;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.review.Reviews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Draws, before there is an answer, which answers will be graded and by which other arms the
/// request is answered too. All probabilities are of what was known at the decision, and the draws
/// follow from its seed. Any thread.
public final class Specimens {

  private static final long SHADOWS = 0x736861646f7773L;

  private final Desk desk;
  private final Reviews reviews;
  private final Telemetry telemetry;
  private final Catalogue catalogue;
  private final Map<String, LiveRoute> routes;

  public Specimens(
      Desk desk,
      Reviews reviews,
      Telemetry telemetry,
      Catalogue catalogue,
      Map<String, LiveRoute> routes) {
    this.desk = desk;
    this.reviews = reviews;
    this.telemetry = telemetry;
    this.catalogue = catalogue;
    this.routes = routes;
  }

  /// A place for the answer of a request that was drawn; empty for one that was not. A request for
  /// one model by name is never drawn, nor what holds an image.
  public Optional<Specimen> of(Decision decision, ChatRequest request, Asker asker) {
    LiveRoute route = routes.get(decision.route());
    boolean isRouted = request.model().equals("auto") || request.model().startsWith("auto/");
    if (route == null || !isRouted || request.prompt().hasImages()) {
      return Optional.empty();
    }
    Signals signals = route.arms().route().signals();
    Optional<Drawn> graded = graded(decision, request, asker, route);
    Optional<ForReview> review =
        signals
            .review()
            .flatMap(
                plan ->
                    reviews.draw(decision.logged()).stream()
                        .mapToObj(p -> new ForReview(reviews, plan, horizon(signals), p))
                        .findFirst());
    return graded.isEmpty() && review.isEmpty()
        ? Optional.empty()
        : Optional.of(new Specimen(desk, telemetry, decision, request, graded, review));
  }

  private static Duration horizon(Signals signals) {
    return signals.horizons().getOrDefault(Source.REVIEW, EventLogConfig.DEFAULT_HORIZON);
  }

  private Optional<Drawn> graded(
      Decision decision, ChatRequest request, Asker asker, LiveRoute route) {
    Signals signals = route.arms().route().signals();
    Optional<JudgePlan> judge = signals.judge().filter(plan -> mayRead(plan, asker.demands()));
    if (judge.isEmpty()) {
      return Optional.empty();
    }
    boolean isRestricted =
        !asker.demands().equals(DataRules.NONE)
            || !route.arms().route().demands().equals(DataRules.NONE);
    double shadow =
        signals
            .shadow()
            .filter(plan -> admits(plan, decision.logged(), request, isRestricted))
            .map(ShadowPlan::rate)
            .orElse(0.0);
    return drawn(decision, judge.get(), shadow, signals);
  }

  private Optional<Drawn> drawn(Decision decision, JudgePlan judge, double shadow, Signals plan) {
    LoggedDecision logged = decision.logged();
    double grade = judge.sampling().probability(logged);
    boolean isGraded = GradeSampling.draws(logged, grade);
    boolean isShadowed = GradeSampling.uniform(logged, SHADOWS) < shadow;
    if (!isGraded && !isShadowed) {
      return Optional.empty();
    }
    List<String> arms =
        isShadowed ? Rivals.of(logged, plan.shadow().orElseThrow().arms()) : List.of();
    // By itself an answer is graded when either draw says so; in pairs, when only the first does.
    double alone = judge.isPairwise() ? grade * (1 - shadow) : grade + shadow - grade * shadow;
    return Optional.of(new Drawn(judge, alone, arms, shadow));
  }

  /// Whether every model the texts may go to satisfies what the key demands.
  private boolean mayRead(JudgePlan plan, DataRules demands) {
    return plan.bench().judges().stream()
        .allMatch(judge -> demands.admit(catalogue.entry(judge.model()).model().data()));
  }

  private static boolean admits(
      ShadowPlan plan, LoggedDecision decision, ChatRequest request, boolean isRestricted) {
    return decision.routable()
        && (plan.streams() || !request.stream())
        && (plan.tools() || !request.prompt().hasTools())
        && (plan.restricted() || !isRestricted);
  }

  /// What was drawn for one answer: the probability that it is graded by itself, the arms that
  /// answer beside and the probability of that.
  record Drawn(JudgePlan plan, double grade, List<String> shadows, double shadow) {

    /// Who grades an answer of such a family.
    Optional<Seat> seat(String family) {
      return plan.bench().seat(family);
    }
  }
}
