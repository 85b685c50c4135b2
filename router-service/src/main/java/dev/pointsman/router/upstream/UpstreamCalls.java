package dev.pointsman.router.upstream;

import dev.pointsman.router.config.RouterConfig.Deployment;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.buffer.Buffer;

/// A request in the shape its deployment speaks.
final class UpstreamCalls {

  private UpstreamCalls() {}

  static Upstream.Call of(
      ApiRequest request, ServedArm arm, Deployment deployment, Cancellation cancellation) {
    return new Upstream.Call(
        deployment,
        request.path(deployment.provider().shape()),
        Buffer.buffer(request.bodyFor(arm.model(), deployment)),
        request.chat().stream(),
        cancellation);
  }
}
