package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.SharedTable;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// A table in one hash, `pm:<name>`: its entries under `=<their name>`, beside them `version`.
public final class RedisTable implements SharedTable {

  private static final String VERSION = "version";
  private static final String ENTRY = "=";

  private final RedisClusterAsyncCommands<String, String> redis;
  private final String key;

  /// The connection stays the caller's.
  public RedisTable(RedisConnection redis, String name) {
    this.redis = redis.commands();
    this.key = "pm:" + name;
  }

  @Override
  public CompletionStage<Contents> read() {
    return redis
        .hgetall(key)
        .thenApply(
            fields -> {
              Map<String, String> entries = new HashMap<>();
              fields.forEach(
                  (name, text) -> {
                    if (name.startsWith(ENTRY)) {
                      entries.put(name.substring(ENTRY.length()), text);
                    }
                  });
              return new Contents(Long.parseLong(fields.getOrDefault(VERSION, "0")), entries);
            });
  }

  @Override
  public CompletionStage<Long> version() {
    return redis.hget(key, VERSION).thenApply(text -> text == null ? 0L : Long.parseLong(text));
  }

  @Override
  public CompletionStage<OptionalLong> change(long since, Map<String, Optional<String>> entries) {
    List<String> set = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    entries.forEach(
        (name, text) -> {
          text.ifPresentOrElse(
              given -> set.addAll(List.of(ENTRY + name, given)), () -> removed.add(ENTRY + name));
        });
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(since));
    arguments.add(Integer.toString(set.size()));
    arguments.addAll(set);
    arguments.addAll(removed);
    return Script.TABLE
        .<Long>run(redis, ScriptOutputType.INTEGER, List.of(key), arguments)
        .thenApply(made -> made < 0 ? OptionalLong.empty() : OptionalLong.of(made));
  }
}
