package dev.pointsman.router.upstream;

import dev.pointsman.router.config.RouterConfig.Deployment;
import dev.pointsman.router.hold.Hold;
import dev.pointsman.router.upstream.AttemptOrder.Attempt;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.buffer.Buffer;

/// A request in the shape its deployment speaks.
final class UpstreamCalls {

  private UpstreamCalls() {}

  static Upstream.Call of(
      ApiRequest request, Hold hold, Attempt attempt, Cancellation cancellation) {
    Deployment deployment = attempt.health().deployment();
    return new Upstream.Call(
        deployment,
        request.path(deployment.provider().shape()),
        Buffer.buffer(
            request.bodyFor(attempt.arm().model(), deployment, hold.maxOutput(attempt.arm()))),
        request.chat().stream(),
        cancellation);
  }
}
