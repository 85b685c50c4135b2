package dev.pointsman.feedback.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/// The scripts of the event log.
enum Script {
  DECIDED,
  FINISHED,
  HEARD,
  FILE,
  JOINED,
  OVERDUE,
  MAPPED,
  OFFERED,
  TAKEN,
  SHADOWED,
  ARMS,
  TABLE,
  KEEP;

  @SuppressWarnings("ImmutableEnumChecker") // a record of two texts
  private final LuaScript script = LuaScript.read(name().toLowerCase(Locale.ROOT));

  /// Arguments are texts or bytes.
  <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<String, String> redis,
      ScriptOutputType type,
      List<String> keys,
      List<?> arguments) {
    return script.run(redis, type, keys, arguments);
  }
}
