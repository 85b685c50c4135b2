package dev.pointsman.router.http;

import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.Metric;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Precedent;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.openai.Terms;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `escalate`: asks a stronger arm than the one that served the named decision.
///
/// That is a vote against its answer as well, counted once however often it is escalated, and also
/// when no stronger arm is found: else only the strongest arm would never be voted against.
final class Escalation {

  private static final Logger LOG = LoggerFactory.getLogger(Escalation.class);

  private final Services services;
  private final DecisionEndpoint decisions;

  Escalation(Services services, DecisionEndpoint decisions) {
    this.services = services;
    this.decisions = decisions;
  }

  /// What the named decision means for the request; done at once when it names none. Fails with a
  /// 404 when the decision is unknown, a 403 when it is another key's.
  Future<Precedent> precedent(Terms terms, Caller caller) {
    return terms
        .escalate()
        .map(id -> decisions.find(id, "pointsman.escalate").map(file -> judged(file, caller)))
        .orElseGet(() -> Future.succeededFuture(Precedent.NONE));
  }

  private Precedent judged(DecisionFile file, Caller caller) {
    if (!caller.is(Role.ADMIN) && !DecisionEndpoint.madeBy(file.decision(), caller)) {
      throw RequestFailure.forbidden(
          "the decision to escalate was made for another key; only its own may escalate it");
    }
    vote(file.decision().id(), caller);
    return Precedent.escalated(file.servedBy());
  }

  /// Nobody waits for it: the answer is what was asked for.
  private void vote(String decisionId, Caller caller) {
    Feedback against =
        new Feedback(
            decisionId,
            caller.principal(),
            Source.USER,
            Metric.ESCALATE,
            0,
            "",
            Map.of(),
            services.clock().millis());
    services
        .log()
        .feedback(against, Optional.empty())
        .whenComplete(
            (answer, away) -> {
              if (answer instanceof Acknowledgement.Durable durable) {
                services.telemetry().feedback(durable.status());
              } else {
                LOG.debug("the vote against {} was not counted", decisionId, away);
              }
            });
  }
}
