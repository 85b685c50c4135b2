package dev.pointsman.router.upstream;

import dev.pointsman.router.config.RouterConfig.Deployment;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/// Where a model is asked. Event loop only; nothing blocks.
@FunctionalInterface
public interface Upstream {

  /// One attempt: fails with an {@link UpstreamFailure} when no answer began.
  Future<Reply> call(Call call);

  /// `path` follows the base address; `body` is what to send; a cancel resets the call wherever it
  /// stands.
  record Call(
      Deployment deployment, String path, Buffer body, boolean stream, Cancellation cancellation) {}
}
