package dev.pointsman.router.review;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.grading.Seal;
import dev.pointsman.feedback.judge.GradeSampling;
import dev.pointsman.router.config.ReviewPlan;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.openai.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Draws answers for people to grade and keeps those that wait, shared by the fleet. Any thread;
/// stages fail while the store is away.
///
/// The probability of a draw is looked up anew every few seconds, is known before the answer, and
/// goes into the grade, so that weighting by its inverse gives the mean over all answers.
public final class Reviews {

  /// Its name among the tables of a fleet.
  public static final String TABLE = "reviews";

  private static final Logger LOG = LoggerFactory.getLogger(Reviews.class);
  private static final long REVIEWS = 0x726576696577L;
  private static final int LONGEST_TEXT = 200_000;

  private final ReviewBook book;
  private final Seal seal;
  private final InstantSource clock;
  private volatile Map<String, Double> probabilities = Map.of();

  /// `secret` is the fleet's.
  public Reviews(SharedTable table, byte[] secret, InstantSource clock) {
    this.book = new ReviewBook(table);
    this.seal = new Seal(secret, "pointsman reviews: texts");
    this.clock = clock;
  }

  /// With which probability this answer was drawn, if it was.
  public OptionalDouble draw(LoggedDecision decision) {
    double probability = probabilities.getOrDefault(decision.route(), 0.0);
    return GradeSampling.uniform(decision, REVIEWS) < probability
        ? OptionalDouble.of(probability)
        : OptionalDouble.empty();
  }

  /// How a route's answers are reviewed; `horizon` is how long one may wait.
  public record Terms(ReviewPlan plan, Duration horizon) {}

  /// Enters an answer that was drawn.
  public CompletionStage<Boolean> enter(
      LoggedDecision decision, String arm, double probability, Review.Texts texts, Terms terms) {
    Review bare =
        new Review(
            decision.route(),
            decision.id(),
            arm,
            decision.tsMillis(),
            probability,
            Optional.empty(),
            false);
    boolean isKept = terms.plan().keepsTexts() && texts.question().length() <= LONGEST_TEXT;
    Review review =
        new Review(
            bare.route(),
            bare.decisionId(),
            arm,
            bare.tsMillis(),
            probability,
            isKept ? Optional.of(sealed(bare.key(), texts)) : Optional.empty(),
            false);
    return book.enter(
        review,
        ReviewDraw.most(terms.plan().perWeek()),
        clock.millis() - terms.horizon().toMillis());
  }

  /// Those of a route that wait, oldest first.
  public CompletionStage<List<Review>> waiting(String route, Duration horizon) {
    long oldest = clock.millis() - horizon.toMillis();
    return book.all()
        .thenApply(
            all ->
                all.stream()
                    .filter(r -> r.route().equals(route) && !r.isGraded() && r.tsMillis() >= oldest)
                    .toList());
  }

  /// One that was drawn, graded or not.
  public CompletionStage<Optional<Review>> find(String decisionId) {
    return book.all()
        .thenApply(all -> all.stream().filter(r -> r.decisionId().equals(decisionId)).findFirst());
  }

  public CompletionStage<Boolean> graded(Review review) {
    return book.graded(review);
  }

  /// Removes those of these decisions; says whether there were any.
  public CompletionStage<Boolean> forget(Set<String> decisions) {
    return book.forget(decisions);
  }

  /// Empty where none are kept.
  public Optional<Review.Texts> texts(Review review) {
    return review
        .sealed()
        .flatMap(text -> seal.open(review.key(), Base64.getDecoder().decode(text)))
        .flatMap(bytes -> Json.read(new String(bytes, StandardCharsets.UTF_8)))
        .map(
            json -> new Review.Texts(json.path("question").asText(), json.path("answer").asText()));
  }

  /// Works out anew with which probability each route's answers are drawn, and lets go of answers
  /// that nobody may grade any more. May take milliseconds.
  public CompletionStage<Void> look(Iterable<LiveRoute> routes) {
    Map<String, Duration> horizons = new HashMap<>();
    routes.forEach(route -> horizons.put(route.name(), horizon(route)));
    return book.all()
        .thenCompose(
            known -> {
              probabilities = probabilities(routes, known);
              return prune(horizons, known);
            });
  }

  /// `horizons` say how long a route's answers may be graded.
  CompletionStage<Void> prune(Map<String, Duration> horizons, List<Review> known) {
    long now = clock.millis();
    long week = ReviewDraw.weekStart(now);
    List<Review> stale =
        known.stream()
            .filter(review -> review.sealed().isPresent() || review.tsMillis() < week)
            .filter(
                review -> {
                  Duration horizon =
                      horizons.getOrDefault(review.route(), EventLogConfig.DEFAULT_HORIZON);
                  return review.tsMillis() < now - horizon.toMillis();
                })
            .toList();
    return stale.isEmpty()
        ? CompletableFuture.completedStage(null)
        : book.outlived(stale, week).thenAccept(done -> {});
  }

  private static Duration horizon(LiveRoute route) {
    return route
        .arms()
        .route()
        .signals()
        .horizons()
        .getOrDefault(Source.REVIEW, EventLogConfig.DEFAULT_HORIZON);
  }

  private Map<String, Double> probabilities(Iterable<LiveRoute> routes, List<Review> known) {
    long now = clock.millis();
    Map<String, Double> all = new HashMap<>();
    for (LiveRoute route : routes) {
      route
          .arms()
          .route()
          .signals()
          .review()
          .ifPresent(
              plan -> {
                long picked = ReviewBook.picked(known, route.name(), ReviewDraw.weekStart(now));
                double perMilli = route.record().perMilli();
                double p = ReviewDraw.probability(plan.perWeek(), picked, perMilli, now);
                LOG.debug("route {}: {} drawn this week, p {}", route.name(), picked, p);
                all.put(route.name(), p);
              });
    }
    return Map.copyOf(all);
  }

  private String sealed(String key, Review.Texts texts) {
    byte[] bytes =
        Json.bytes(Json.object().put("question", texts.question()).put("answer", texts.answer()));
    return Base64.getEncoder().encodeToString(seal.close(key, bytes));
  }
}
