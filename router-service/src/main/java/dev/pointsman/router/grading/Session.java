package dev.pointsman.router.grading;

import dev.pointsman.bandit.Seeds;
import dev.pointsman.feedback.Evidence.Sampled;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.SamplingWeight;
import dev.pointsman.feedback.ShadowGrade;
import dev.pointsman.feedback.judge.Bench.Seat;
import dev.pointsman.feedback.judge.Exhibit;
import dev.pointsman.feedback.judge.GradeSampling;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.grading.JudgeCalls.Judged;
import dev.pointsman.router.grading.Shadows.Answered;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The grading of one paper: the answer that was given by itself, or in pairs with those of its
/// shadows; each shadow's answer teaches its own arm. One event loop.
final class Session {

  private static final String GRADE = "grade";
  private static final String DUEL = "duel";

  private final Hearing hearing;
  private final Paper paper;
  private final ServedArm served;

  /// `served` gave the paper's answer.
  Session(Hearing hearing, ServedArm served) {
    this.hearing = hearing;
    this.paper = hearing.paper();
    this.served = served;
  }

  /// Whether the paper is done with.
  Future<Boolean> grade(List<Answered> answers) {
    boolean isPairwise = hearing.plan().isPairwise();
    boolean isAlone = paper.drawn() > 0 && !(isPairwise && paper.shadows().isPresent());
    Future<Void> all = isAlone ? gradeServed() : Future.succeededFuture();
    for (Answered answer : answers) {
      all = all.compose(done -> isPairwise ? duel(answer) : gradeShadow(answer));
    }
    return all.map(done -> !hearing.isPutOff());
  }

  private Future<Void> gradeServed() {
    Optional<Seat> seat = hearing.plan().bench().seat(served.model().family());
    if (seat.isEmpty()) {
      return Future.succeededFuture();
    }
    String answer = paper.texts().answer();
    return alone(seat.get(), answer)
        .compose(judged -> tell(seat.get(), GRADE, judged, paper.drawn()));
  }

  private Future<Void> gradeShadow(Answered answer) {
    Optional<Seat> seat = drawn(answer, answer.family());
    if (seat.isEmpty()) {
      return teach(answer, Optional.empty(), GRADE, Optional.empty());
    }
    return alone(seat.get(), answer.said().text())
        .compose(judged -> teach(answer, seat, GRADE, judged.flatMap(Judged::value)));
  }

  /// The answer that was given beside this one; both learn from it.
  private Future<Void> duel(Answered answer) {
    Optional<Seat> seat = drawn(answer, served.model().family(), answer.family());
    if (seat.isEmpty()) {
      return teach(answer, Optional.empty(), DUEL, Optional.empty());
    }
    String question = paper.texts().question();
    String ours = paper.texts().answer();
    String theirs = answer.said().text();
    double probability = paper.shadows().orElseThrow().drawn() * seat.get().share();
    return hearing
        .judged(
            seat.get(),
            ours.length() + theirs.length(),
            2,
            sitting -> hearing.grader().judges().duel(sitting, question, ours, theirs))
        .compose(
            judged ->
                tell(seat.get(), DUEL, judged, probability)
                    .compose(
                        told ->
                            teach(
                                answer,
                                seat,
                                DUEL,
                                judged.flatMap(Judged::value).map(value -> 1 - value))));
  }

  private Future<Optional<Judged>> alone(Seat seat, String answer) {
    Exhibit exhibit = Exhibit.of(paper.texts().question(), answer, paper.texts().reference());
    return hearing.judged(
        seat, answer.length(), 1, sitting -> hearing.grader().judges().grade(sitting, exhibit));
  }

  /// Who judges a shadow's answer; drawn, where that is nobody but a judge of the family.
  private Optional<Seat> drawn(Answered answer, String... families) {
    long seed = Seeds.of(UUID.fromString(paper.decisionId()));
    double uniform = GradeSampling.uniform(seed, answer.arm().arm().id().hashCode());
    return hearing.plan().bench().seat(families).filter(seat -> uniform < seat.share());
  }

  /// A grade of the answer that was given.
  private Future<Void> tell(Seat seat, String metric, Optional<Judged> judged, double probability) {
    Optional<Double> value = judged.flatMap(Judged::value);
    if (value.isEmpty()) {
      return Future.succeededFuture();
    }
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(SamplingWeight.TAG, Double.toString(probability));
    tags.put("rubric", paper.rubric());
    tags.put("cost_micro_usd", Long.toString(judged.get().costMicroUsd()));
    Feedback grade =
        new Feedback(
            paper.decisionId(),
            principal(seat),
            Source.JUDGE,
            metric,
            value.get(),
            "",
            tags,
            hearing.grader().nowMillis());
    // Graded twice, the first grade stays.
    Optional<String> key = Optional.of(metric + " of " + paper.decisionId());
    return hearing.grader().here(hearing.grader().log().feedback(grade, key)).mapEmpty();
  }

  /// A shadow's lesson: what its call used, and its grade where there is one. Told once, so it
  /// waits while a grade may still come.
  private Future<Void> teach(
      Answered answer, Optional<Seat> seat, String metric, Optional<Double> value) {
    if (value.isEmpty() && hearing.isPutOff()) {
      return Future.succeededFuture();
    }
    double share = seat.map(Seat::share).orElse(1.0);
    double probability = paper.shadows().orElseThrow().drawn() * share;
    ShadowGrade grade =
        new ShadowGrade(
            paper.decisionId(),
            answer.arm().arm().id(),
            answer.call(),
            seat.map(Session::principal).orElse(""),
            metric,
            value.map(v -> new Sampled(v, probability)),
            hearing.grader().nowMillis());
    String what = value.isPresent() ? "shadow_graded" : "shadow_ungraded";
    hearing.grader().telemetry().grading(hearing.route(), what);
    return hearing
        .grader()
        .here(hearing.grader().log().shadowed(hearing.route(), grade))
        .mapEmpty();
  }

  private static String principal(Seat seat) {
    return "judge:" + seat.model();
  }
}
