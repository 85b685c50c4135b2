package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.SessionTotals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Totals that are gone at the end, for tests. Any thread.
public final class InMemorySessionTotals implements SessionTotals {

  private final Map<String, LinkedHashMap<String, Total>> routes = new HashMap<>();
  private final InstantSource clock;
  private final Duration life;
  private final int most;

  private record Total(long microUsd, long atMillis) {}

  public InMemorySessionTotals(InstantSource clock) {
    this(clock, LIFE, MOST);
  }

  InMemorySessionTotals(InstantSource clock, Duration life, int most) {
    this.clock = clock;
    this.life = life;
    this.most = most;
  }

  @Override
  public synchronized CompletionStage<Standing> add(
      String route, Map<String, Long> added, long dearMicroUsd) {
    LinkedHashMap<String, Total> sessions =
        routes.computeIfAbsent(route, made -> new LinkedHashMap<>());
    long now = clock.millis();
    added.forEach(
        (session, cost) -> {
          Total before = sessions.remove(session);
          sessions.put(session, new Total((before == null ? 0 : before.microUsd()) + cost, now));
        });
    sessions.values().removeIf(total -> total.atMillis() <= now - life.toMillis());
    while (sessions.size() > most) {
      sessions.pollFirstEntry();
    }
    long[] sorted = sessions.values().stream().mapToLong(Total::microUsd).sorted().toArray();
    long median = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    Map<String, Long> told = new HashMap<>();
    sessions.forEach(
        (session, total) -> {
          if (added.containsKey(session) || total.microUsd() >= dearMicroUsd) {
            told.put(session, total.microUsd());
          }
        });
    return CompletableFuture.completedStage(new Standing(sorted.length, median, told));
  }
}
