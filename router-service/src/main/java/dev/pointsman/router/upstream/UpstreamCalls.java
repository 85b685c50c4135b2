package dev.pointsman.router.upstream;

import dev.pointsman.router.config.RouterConfig.Deployment;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.openai.ChatRequest;
import io.vertx.core.buffer.Buffer;

/// A request in the shape its deployment speaks.
final class UpstreamCalls {

  private UpstreamCalls() {}

  static Upstream.Call of(
      ChatRequest request, ServedArm arm, Deployment deployment, Cancellation cancellation) {
    byte[] body = request.bodyFor(deployment.upstreamName(), arm.model().params());
    return new Upstream.Call(
        deployment, "/chat/completions", Buffer.buffer(body), request.stream(), cancellation);
  }
}
