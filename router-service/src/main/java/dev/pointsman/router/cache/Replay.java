package dev.pointsman.router.cache;

import dev.pointsman.router.openai.Json;
import dev.pointsman.router.upstream.Redaction;
import dev.pointsman.router.upstream.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A kept answer as its upstream gave it; of a stream all events at once, then its end, once that
/// is asked for. One event loop.
public final class Replay implements ReadStream<Buffer> {

  private final Context context;
  private @Nullable Handler<Void> atEnd;
  private boolean flowing;
  private boolean ended;

  private Replay(Context context) {
    this.context = context;
  }

  /// `context` is the event loop's that relays it.
  public static Reply of(CachedAnswer answer, Context context) {
    return answer.streamed()
        ? new Reply.Streamed(
            answer.body(), new Replay(context), Future.succeededFuture(), Redaction.NONE)
        : new Reply.Whole(
            200,
            answer.contentType(),
            answer.body(),
            Json.read(answer.body().toString()),
            Optional.empty());
  }

  @Override
  public Replay resume() {
    flowing = true;
    context.runOnContext(now -> end());
    return this;
  }

  @Override
  public Replay pause() {
    flowing = false;
    return this;
  }

  @Override
  public Replay fetch(long amount) {
    return resume();
  }

  @Override
  public Replay handler(@Nullable Handler<Buffer> handler) {
    return this;
  }

  @Override
  public Replay endHandler(@Nullable Handler<Void> handler) {
    atEnd = handler;
    return this;
  }

  @Override
  public Replay exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  private void end() {
    if (flowing && !ended && atEnd != null) {
      ended = true;
      atEnd.handle(null);
    }
  }
}
