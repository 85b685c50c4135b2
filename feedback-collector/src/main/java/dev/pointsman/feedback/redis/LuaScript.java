package dev.pointsman.feedback.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
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

  <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<String, String> redis,
      ScriptOutputType type,
      List<String> keys,
      List<String> arguments) {
    String[] k = keys.toArray(String[]::new);
    String[] a = arguments.toArray(String[]::new);
    return redis
        .<T>evalsha(digest, type, k, a)
        .exceptionallyCompose(
            failure ->
                isUnknownScript(failure)
                    ? redis.<T>eval(text, type, k, a)
                    : CompletableFuture.failedStage(failure));
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
