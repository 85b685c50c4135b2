package dev.pointsman.router.http;

import dev.pointsman.router.cache.AnswerCache;
import dev.pointsman.router.cache.CachePlace;
import dev.pointsman.router.cache.CachedAnswer;
import dev.pointsman.router.cache.Replay;
import dev.pointsman.router.decision.Catalogue.Target;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.upstream.Fallback.Served;
import dev.pointsman.router.upstream.Reply;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The cache's part in one request: an answer that an equal request got before, or the keeping of
/// this one's. Does nothing for a request that does not use the cache. One event loop.
final class Recall {

  private static final long PATIENCE_MS = 50;

  private final Services services;
  private final Optional<CachePlace> place;
  private final Optional<CachedAnswer> stored;
  private @Nullable Served begun;
  private @Nullable Buffer copy;
  private boolean isHit;

  private Recall(Services services, Optional<CachePlace> place, Optional<CachedAnswer> stored) {
    this.services = services;
    this.place = place;
    this.stored = stored;
  }

  /// Done at once for a request that does not use the cache; a cache that does not answer in time
  /// has nothing.
  static Future<Recall> of(Services services, ApiRequest request, Caller caller, Vertx vertx) {
    Target target = services.catalogue().target(request.chat().model());
    Optional<CachePlace> place = services.cache().place(request, target, caller.asker());
    if (place.isEmpty()) {
      return Future.succeededFuture(new Recall(services, place, Optional.empty()));
    }
    Context context = vertx.getOrCreateContext();
    return Future.fromCompletionStage(
            services.cache().find(place.get(), services.clock().millis()), context)
        .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
        .onFailure(away -> services.telemetry().cacheAsked(place.get().route(), "away"))
        .otherwise(Optional.empty())
        .map(found -> new Recall(services, place, found.filter(a -> isStillMeant(services, a))));
  }

  /// What its arm stands for may have changed since.
  private static boolean isStillMeant(Services services, CachedAnswer answer) {
    return services
        .catalogue()
        .find(answer.arm())
        .filter(entry -> CachedAnswer.meaning(entry.model()).equals(answer.model()))
        .isPresent();
  }

  /// The arm whose answer is at hand.
  Optional<String> arm() {
    return stored.map(CachedAnswer::arm);
  }

  /// The answer at hand, when it was decided to serve it.
  Optional<Served> replay(Decision decision, Context context) {
    if (place.isEmpty()) {
      return Optional.empty();
    }
    isHit = decision.logged().isCacheHit();
    services.telemetry().cacheAsked(place.get().route(), isHit ? "hit" : "miss");
    if (!isHit) {
      return Optional.empty();
    }
    CachedAnswer answer = stored.orElseThrow();
    services.telemetry().cacheServed(place.get().route(), answer.body().length());
    return Optional.of(new Served(decision.chosen(), answer.shape(), Replay.of(answer, context)));
  }

  void mark(HttpServerResponse response) {
    if (place.isPresent()) {
      response.putHeader("x-pointsman-cache", isHit ? "hit" : "miss");
    }
  }

  /// An answer begins that may be kept.
  void begin(Served served) {
    if (place.isPresent() && !isHit) {
      begun = served;
      copy = Buffer.buffer();
    }
  }

  /// More of it has passed.
  void pass(Buffer bytes) {
    if (copy != null) {
      copy = copy.length() + bytes.length() > AnswerCache.LONGEST ? null : copy.appendBuffer(bytes);
    }
  }

  /// All of it has passed.
  void end() {
    if (begun == null || copy == null) {
      return;
    }
    CachePlace where = place.orElseThrow();
    boolean streamed = begun.reply() instanceof Reply.Streamed;
    String type =
        begun.reply() instanceof Reply.Whole whole ? whole.contentType() : "text/event-stream";
    services
        .cache()
        .keep(
            where,
            new CachedAnswer(
                begun.by().arm().id(),
                CachedAnswer.meaning(begun.by().model()),
                begun.shape(),
                streamed,
                type,
                copy,
                services.clock().millis() + where.room().life().toMillis()));
  }
}
