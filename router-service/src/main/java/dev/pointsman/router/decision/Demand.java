package dev.pointsman.router.decision;

import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.openai.Terms;
import java.util.Optional;
import java.util.function.Function;

/// What a request asks of the arm that will answer it; tokens are counted, `maxOutputTokens` is 0
/// where the client set no bound, `refusal` says why a model cannot be asked this in its API.
record Demand(
    Terms terms,
    int inputTokens,
    int maxOutputTokens,
    Function<Model, Optional<RequestFailure>> refusal) {}
