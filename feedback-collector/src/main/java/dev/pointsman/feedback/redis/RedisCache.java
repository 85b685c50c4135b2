package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.SharedCache;
import io.lettuce.core.ScriptOutputType;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Values in Redis, each with its own end; a route's sizes are kept beside them, so that one script
/// keeps their sum within its bound. Sizes are those in Redis, a third above the value's own.
public final class RedisCache implements SharedCache {

  private final RedisConnection redis;

  public RedisCache(RedisConnection redis) {
    this.redis = redis;
  }

  @Override
  public CompletionStage<Optional<byte[]>> get(String route, String name) {
    return redis
        .commands()
        .get(new RouteKeys(route).cached(name))
        .thenApply(text -> Optional.ofNullable(text).map(Base64.getDecoder()::decode));
  }

  @Override
  public CompletionStage<Boolean> put(String route, String name, byte[] value, Room room) {
    RouteKeys keys = new RouteKeys(route);
    return Script.KEEP
        .<Long>run(
            redis.commands(),
            ScriptOutputType.INTEGER,
            List.of(keys.cached(name), keys.cacheEnds(), keys.cacheSizes()),
            List.of(
                keys.cached(""),
                name,
                Base64.getEncoder().encodeToString(value),
                Long.toString(room.life().toMillis()),
                Long.toString(room.maxBytes())))
        .thenApply(kept -> kept == 1);
  }
}
