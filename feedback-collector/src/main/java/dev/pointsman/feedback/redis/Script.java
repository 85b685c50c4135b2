package dev.pointsman.feedback.redis;

import io.lettuce.core.RedisNoScriptException;
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
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// A Lua script of this package, run by its digest: one round trip, sent whole only to a server
/// that does not know it yet.
enum Script {
  DECIDED,
  FINISHED,
  HEARD,
  FILE,
  JOINED,
  OVERDUE;

  private final String text;
  private final String digest;

  Script() {
    this.text = resource(name().toLowerCase(Locale.ROOT) + ".lua");
    this.digest = sha1(text);
  }

  /// Arguments are texts or bytes.
  <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<String, String> redis,
      Reply reply,
      List<String> keys,
      List<?> arguments) {
    return redis
        .dispatch(CommandType.EVALSHA, reply.<T>output(), command(digest, keys, arguments))
        .exceptionallyCompose(
            failure ->
                isUnknownScript(failure)
                    ? redis.dispatch(
                        CommandType.EVAL, reply.<T>output(), command(text, keys, arguments))
                    : CompletableFuture.failedStage(failure));
  }

  /// What a script gives.
  enum Reply {
    /// A `Long`.
    INTEGER,
    /// A `String`.
    VALUE,
    /// A `List` of the others.
    MULTI;

    @SuppressWarnings("unchecked") // each caller names the class that stands beside the constant
    private <T> CommandOutput<String, String, T> output() {
      CommandOutput<String, String, ?> output =
          switch (this) {
            case INTEGER -> new IntegerOutput<>(StringCodec.UTF8);
            case VALUE -> new ValueOutput<>(StringCodec.UTF8);
            case MULTI -> new NestedMultiOutput<>(StringCodec.UTF8);
          };
      return (CommandOutput<String, String, T>) output;
    }
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

  private static boolean isUnknownScript(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RedisNoScriptException;
  }

  private static String resource(String name) {
    try (InputStream script = Script.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException(name + " is missing from the build");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
