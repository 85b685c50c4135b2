package dev.pointsman.feedback.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// A Lua script run by its digest: one round trip, sent whole only to a server that does not know
/// it yet.
record LuaScript(String text, String digest) {

  static LuaScript of(String text) {
    return new LuaScript(text, sha1(text));
  }

  /// The script of this name in this package.
  static LuaScript read(String name) {
    try (InputStream script = LuaScript.class.getResourceAsStream(name + ".lua")) {
      if (script == null) {
        throw new IllegalStateException(name + ".lua is missing from the build");
      }
      return of(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Arguments are texts or bytes; a script gives a `Long`, a `String` or a `List` of both.
  <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<String, String> redis,
      ScriptOutputType type,
      List<String> keys,
      List<?> arguments) {
    return redis
        .dispatch(CommandType.EVALSHA, LuaScript.<T>output(type), command(digest, keys, arguments))
        .exceptionallyCompose(
            failure ->
                isUnknownScript(failure)
                    ? redis.dispatch(
                        CommandType.EVAL, LuaScript.<T>output(type), command(text, keys, arguments))
                    : CompletableFuture.failedStage(failure));
  }

  private static CommandArgs<String, String> command(
      String script, List<String> keys, List<?> arguments) {
    CommandArgs<String, String> command = new CommandArgs<>(StringCodec.UTF8);
    command.add(script).add(keys.size()).addKeys(keys);
    for (Object argument : arguments) {
      if (argument instanceof byte[] bytes) {
        command.add(bytes);
      } else {
        command.addValue(argument.toString());
      }
    }
    return command;
  }

  @SuppressWarnings("unchecked") // the caller names the class that its script gives
  private static <T> CommandOutput<String, String, T> output(ScriptOutputType type) {
    CommandOutput<String, String, ?> output =
        switch (type) {
          case INTEGER -> new IntegerOutput<>(StringCodec.UTF8);
          case VALUE -> new ValueOutput<>(StringCodec.UTF8);
          case MULTI -> new NestedMultiOutput<>(StringCodec.UTF8);
          default -> throw new IllegalArgumentException("no script here gives " + type);
        };
    return (CommandOutput<String, String, T>) output;
  }

  private static boolean isUnknownScript(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RedisNoScriptException;
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1 is part of every Java", e);
    }
  }
}
