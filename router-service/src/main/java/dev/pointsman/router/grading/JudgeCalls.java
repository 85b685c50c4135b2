package dev.pointsman.router.grading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.judge.Duel;
import dev.pointsman.feedback.judge.Exhibit;
import dev.pointsman.feedback.judge.JudgePrompt;
import dev.pointsman.feedback.judge.Replies;
import dev.pointsman.feedback.judge.Ruling;
import dev.pointsman.feedback.judge.Ruling.Abstained;
import dev.pointsman.feedback.judge.Ruling.Preference;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.upstream.Fallback;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.Optional;

/// Has a judge rule on answers: asks once more, with new marks, when a reply does not count, and
/// then lets it be. Event loop only.
final class JudgeCalls {

  private static final int ATTEMPTS = 2;

  private final ModelCalls calls;
  private final SecureRandom random = new SecureRandom();

  JudgeCalls(ModelCalls calls) {
    this.calls = calls;
  }

  /// How a judge is asked.
  record Sitting(
      Fallback fallback, String name, ServedArm judge, String rubric, int maxOutputTokens) {

    /// What its calls for one ruling cost at the very most, in micro-USD.
    long most(long atMillis, int characters, int rulings) {
      return (long) rulings
          * ATTEMPTS
          * Costs.most(judge.model(), atMillis, characters, maxOutputTokens);
    }
  }

  /// A ruling, and what it cost; the value is absent where the judge abstained.
  record Judged(Optional<Double> value, Optional<Abstained> why, long costMicroUsd) {}

  /// One answer's grade. Fails when the judge cannot be reached.
  Future<Judged> grade(Sitting sitting, Exhibit exhibit) {
    return rule(sitting, exhibit, ATTEMPTS)
        .map(
            ruled ->
                switch (ruled.ruling()) {
                  case Ruling.Grade grade -> judged(grade.value(), ruled.cost());
                  case Abstained why ->
                      new Judged(Optional.empty(), Optional.of(why), ruled.cost());
                  case Preference _ ->
                      new Judged(Optional.empty(), Optional.of(Abstained.SCHEMA), ruled.cost());
                });
  }

  /// What the first of two answers is worth beside the second, both orders having been asked.
  Future<Judged> duel(Sitting sitting, String question, String first, String second) {
    Exhibit ahead = Exhibit.of(question, first, second, Optional.empty());
    Exhibit behind = Exhibit.of(question, second, first, Optional.empty());
    return rule(sitting, ahead, ATTEMPTS)
        .compose(
            one ->
                one.ruling() instanceof Abstained why
                    ? Future.succeededFuture(
                        new Judged(Optional.empty(), Optional.of(why), one.cost()))
                    : rule(sitting, behind, ATTEMPTS).map(two -> duel(one, two)));
  }

  private static Judged duel(Ruled one, Ruled two) {
    long cost = one.cost() + two.cost();
    if (one.ruling() instanceof Preference first && two.ruling() instanceof Preference second) {
      return judged(Duel.value(first, second), cost);
    }
    Abstained why = two.ruling() instanceof Abstained given ? given : Abstained.SCHEMA;
    return new Judged(Optional.empty(), Optional.of(why), cost);
  }

  private static Judged judged(double value, long cost) {
    return new Judged(Optional.of(value), Optional.empty(), cost);
  }

  private record Ruled(Ruling ruling, long cost) {}

  private Future<Ruled> rule(Sitting sitting, Exhibit exhibit, int attempts) {
    JudgePrompt prompt = JudgePrompt.of(exhibit, sitting.rubric(), random);
    return calls
        .ask(sitting.fallback(), sitting.name(), sitting.judge(), body(prompt, sitting))
        .compose(
            said -> {
              Ruling ruling = Replies.read(said.text(), prompt);
              boolean isFinal = !(ruling instanceof Abstained) || attempts == 1;
              return isFinal
                  ? Future.succeededFuture(new Ruled(ruling, said.costMicroUsd()))
                  : rule(sitting, exhibit, attempts - 1)
                      .map(again -> new Ruled(again.ruling(), again.cost() + said.costMicroUsd()));
            });
  }

  private static ObjectNode body(JudgePrompt prompt, Sitting sitting) {
    ObjectNode body = Json.object();
    var messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", prompt.system());
    messages.addObject().put("role", "user").put("content", prompt.user());
    return body.put("max_completion_tokens", sitting.maxOutputTokens());
  }
}
