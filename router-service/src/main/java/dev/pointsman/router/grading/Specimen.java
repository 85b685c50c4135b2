package dev.pointsman.router.grading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.judge.GradeSampling;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.grading.Specimens.Drawn;
import dev.pointsman.router.metrics.Telemetry;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.Spoken;
import dev.pointsman.router.review.Review;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One answer that was drawn, as it passes by; at its end it is sent to be graded. Nothing here
/// fails or delays a request. One thread.
public final class Specimen {

  private static final Logger LOG = LoggerFactory.getLogger(Specimen.class);
  private static final int LONGEST_REQUEST = 256_000;
  private static final long OWN_FAMILY = 0x66616d696c79L;

  private final Desk desk;
  private final Telemetry telemetry;
  private final Decision decision;
  private final ChatRequest request;
  private final Optional<Drawn> drawn;
  private final Optional<ForReview> review;
  private String answer = "";

  Specimen(
      Desk desk,
      Telemetry telemetry,
      Decision decision,
      ChatRequest request,
      Optional<Drawn> drawn,
      Optional<ForReview> review) {
    this.desk = desk;
    this.telemetry = telemetry;
    this.decision = decision;
    this.request = request;
    this.drawn = drawn;
    this.review = review;
  }

  /// The answer's words.
  public void said(Spoken words) {
    answer = words.text();
  }

  /// The answer ended well; this arm gave it.
  public void end(ServedArm servedBy) {
    drawn.ifPresent(draw -> offer(draw, servedBy));
    if (!answer.isEmpty()) {
      review.ifPresent(one -> offer(one, servedBy));
    }
  }

  private void offer(ForReview one, ServedArm servedBy) {
    String question = Transcript.question(request.body());
    try {
      one.enter(decision.logged(), servedBy.arm().id(), new Review.Texts(question, answer))
          .whenComplete(
              (entered, failure) -> {
                boolean isEntered = failure == null && entered;
                telemetry.grading(
                    decision.route(), isEntered ? "review_offered" : "review_not_offered");
              });
    } catch (RuntimeException e) {
      LOG.debug("an answer could not be entered for review", e);
      telemetry.grading(decision.route(), "review_not_offered");
    }
  }

  private void offer(Drawn drawn, ServedArm servedBy) {
    String family = servedBy.model().family();
    double share = drawn.seat(family).map(seat -> seat.share()).orElse(0.0);
    boolean isJudged = GradeSampling.uniform(decision.logged(), OWN_FAMILY) < share;
    boolean isSent = !answer.isEmpty() && (isJudged || !drawn.shadows().isEmpty());
    if (!isSent) {
      return;
    }
    try {
      Paper paper = paper(drawn, servedBy.model(), isJudged ? drawn.grade() * share : 0);
      desk.offer(decision.route(), paper)
          .whenComplete(
              (taken, failure) -> {
                boolean isTaken = failure == null && taken;
                telemetry.grading(decision.route(), isTaken ? "offered" : "not_offered");
              });
    } catch (RuntimeException e) {
      LOG.debug("an answer could not be sent to be graded", e);
      telemetry.grading(decision.route(), "not_offered");
    }
  }

  private Paper paper(Drawn drawn, Model model, double probability) {
    String question = Transcript.question(request.body());
    String tags = request.terms().asGiven().getOrDefault("tags", "");
    List<String> named =
        drawn.plan().rubrics().names().stream()
            .filter(name -> tags.contains("\"" + name + "\""))
            .toList();
    boolean isStructured = request.prompt().wantsStructure();
    return new Paper(
        decision.id(),
        model.id(),
        new Paper.Texts(question, answer, request.terms().reference()),
        drawn.plan().rubrics().name(named, isStructured, question),
        probability,
        shadows(drawn));
  }

  private Optional<Paper.Shadows> shadows(Drawn drawn) {
    if (drawn.shadows().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode body = Json.object();
    body.setAll(request.body());
    for (String key : new String[] {"pointsman", "model", "stream", "stream_options", "n"}) {
      body.remove(key);
    }
    return Json.bytes(body).length > LONGEST_REQUEST
        ? Optional.empty()
        : Optional.of(new Paper.Shadows(drawn.shadows(), drawn.shadow(), body));
  }
}
