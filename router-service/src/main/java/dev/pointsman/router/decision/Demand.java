package dev.pointsman.router.decision;

import dev.pointsman.bandit.Arm;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.openai.Terms;
import java.util.Optional;
import java.util.function.Function;

/// What a request asks of the arm that will answer it, and when; `refusal` says why a model cannot
/// be asked this in its API.
record Demand(
    ChatRequest request,
    int inputTokens,
    long atMillis,
    Function<Model, Optional<RequestFailure>> refusal) {

  Terms terms() {
    return request.terms();
  }

  /// 0 where the client set no bound.
  int maxOutputTokens() {
    return request.maxOutputTokens();
  }

  /// The arm at what it charges for this.
  Arm priced(ServedArm entry) {
    return entry.priced(atMillis, inputTokens, request.media().images());
  }
}
