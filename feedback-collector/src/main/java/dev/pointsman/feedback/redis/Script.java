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
  ARMS,
  TABLE;

  private final LuaScript script = LuaScript.read(name().toLowerCase(Locale.ROOT));

  <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<String, String> redis,
      ScriptOutputType type,
      List<String> keys,
      List<String> arguments) {
    return script.run(redis, type, keys, arguments);
  }
}
