package dev.pointsman.feedback.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/// The scripts of the event log and of what is kept beside it.
enum Script {
  DECIDED,
  FINISHED("ledger"),
  HEARD("known"),
  AUDITED,
  FILE("known"),
  JOINED("ledger"),
  OVERDUE,
  MAPPED,
  OFFERED,
  TAKEN,
  SHADOWED,
  ARMS,
  LEASE,
  SNAPSHOT,
  TRIM,
  PRUNE,
  ORDER,
  ADOPT,
  UNPIN,
  TABLE,
  KEEP,
  SESSIONS,
  SPENT("ledger");

  @SuppressWarnings("ImmutableEnumChecker") // a record of two texts
  private final LuaScript script;

  Script() {
    script = LuaScript.read(name().toLowerCase(Locale.ROOT));
  }

  /// With the functions of another file before it.
  Script(String library) {
    String text = LuaScript.read(name().toLowerCase(Locale.ROOT)).text();
    script = LuaScript.of(LuaScript.read(library).text() + text);
  }

  /// Arguments are texts or bytes.
  <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<String, String> redis,
      ScriptOutputType type,
      List<String> keys,
      List<?> arguments) {
    return script.run(redis, type, keys, arguments);
  }
}
