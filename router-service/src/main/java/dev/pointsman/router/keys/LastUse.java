package dev.pointsman.router.keys;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.SharedTable.Contents;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.router.reload.Shared;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// When each key was used last, to the minute: noted here by any thread, told to the other routers
/// once a minute by the thread that calls `tell`.
public final class LastUse {

  public static final String TABLE = "key-use";

  private static final long MINUTE = 60_000;
  private static final int ATTEMPTS = 3;

  private final Shared table;
  private final Map<String, Long> minutes = new ConcurrentHashMap<>();
  private final Map<String, Long> told = new HashMap<>();
  private long toldAt;

  public LastUse(SharedTable table) {
    this.table = new Shared(table);
  }

  /// The key was used at a time (epoch ms). Writes nothing but once a minute and key.
  public void note(String name, long millis) {
    long minute = millis / MINUTE;
    Long before = minutes.get(name);
    if (before == null || before < minute) {
      minutes.put(name, minute);
    }
  }

  /// Epoch milliseconds by name, as far as the others have told.
  Map<String, Long> all() {
    Map<String, Long> all = new HashMap<>();
    read(table.read()).forEach((name, minute) -> all.put(name, minute * MINUTE));
    minutes.forEach((name, minute) -> all.merge(name, minute * MINUTE, Math::max));
    return all;
  }

  /// Tells what is new, at most once a minute; while the store is away, later.
  void tell(long nowMillis) {
    if (nowMillis - toldAt < MINUTE) {
      return;
    }
    toldAt = nowMillis;
    Map<String, Long> news = new HashMap<>(minutes);
    news.entrySet().removeIf(entry -> entry.getValue().equals(told.get(entry.getKey())));
    if (news.isEmpty()) {
      return;
    }
    try {
      if (isTold(news)) {
        told.putAll(news);
      }
    } catch (StoreAwayException e) {
      toldAt = nowMillis - MINUTE / 2;
    }
  }

  private boolean isTold(Map<String, Long> news) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Contents before = table.read();
      Map<String, Long> known = read(before);
      Map<String, Optional<String>> changes = new HashMap<>();
      news.forEach(
          (name, minute) -> {
            if (known.getOrDefault(name, 0L) < minute) {
              changes.put(name, Optional.of(Long.toString(minute)));
            }
          });
      OptionalLong made = table.change(before.version(), changes);
      if (made.isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, Long> read(Contents contents) {
    Map<String, Long> minutes = new HashMap<>();
    contents.entries().forEach((name, text) -> minutes.put(name, Long.parseLong(text)));
    return minutes;
  }
}
