package dev.pointsman.router;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Where the Redis of a data directory listens, from that server's own configuration.
public final class RedisAddress {

  private RedisAddress() {}

  public static String of(Path dataDir) throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (String line : Files.readAllLines(dataDir.resolve("redis/redis.conf"))) {
      String[] words = line.split(" ", 2);
      settings.put(words[0], words[words.length - 1]);
    }
    return "redis://:" + settings.get("requirepass") + "@127.0.0.1:" + settings.get("port");
  }
}
