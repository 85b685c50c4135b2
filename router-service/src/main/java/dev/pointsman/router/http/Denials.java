package dev.pointsman.router.http;

import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.router.decision.Asker;
import dev.pointsman.router.decision.Payer;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.RequestFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Books refusals for lack of money or of rate on who was refused. Best effort.
final class Denials {

  private static final Logger LOG = LoggerFactory.getLogger(Denials.class);
  private static final int PAYMENT_REQUIRED = 402;
  private static final int TOO_MANY = 429;

  private final Services services;

  Denials(Services services) {
    this.services = services;
  }

  void note(ChatRequest request, Asker asker, Throwable cause) {
    boolean isDenial =
        cause instanceof RequestFailure failure
            && (failure.status() == PAYMENT_REQUIRED || failure.status() == TOO_MANY);
    if (!isDenial) {
      return;
    }
    try {
      String route = services.catalogue().target(request.model()).route().route().name();
      services
          .log()
          .spend()
          .add(
              route,
              Payer.of(asker, request.terms().asGiven())
                  .group(request, asker, services.decider().about(request)),
              Tally.DENIAL,
              services.clock().millis());
    } catch (RuntimeException e) {
      LOG.debug("a denial could not be booked", e);
    }
  }
}
