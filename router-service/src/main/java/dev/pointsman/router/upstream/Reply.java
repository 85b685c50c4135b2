package dev.pointsman.router.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Optional;

/// An upstream's answer.
public sealed interface Reply {

  /// All of it, with whatever status; `tree` when it is a JSON object, `retryAfter` as its headers
  /// have it.
  record Whole(
      int status,
      String contentType,
      Buffer body,
      Optional<ObjectNode> tree,
      Optional<Duration> retryAfter)
      implements Reply {}

  /// A successful event stream whose first bytes are here; the rest is paused until asked for.
  /// `over` completes at its end, and fails when the connection does before. Its events are relayed
  /// through `redaction`.
  record Streamed(Buffer first, ReadStream<Buffer> rest, Future<Void> over, Redaction redaction)
      implements Reply {}
}
