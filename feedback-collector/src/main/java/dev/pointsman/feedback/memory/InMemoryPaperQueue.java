package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.grading.PaperQueue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A queue in this process. Any thread.
public final class InMemoryPaperQueue implements PaperQueue {

  private record Waiting(Sealed paper, long goneMillis, long dueMillis) {}

  private final InstantSource clock;
  private final Map<String, Map<String, Waiting>> routes = new HashMap<>();

  public InMemoryPaperQueue(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized CompletionStage<Boolean> offer(String route, Sealed paper) {
    Map<String, Waiting> queue = queue(route);
    boolean isTaken = queue.size() < MOST && !queue.containsKey(paper.decisionId());
    if (isTaken) {
      long now = clock.millis();
      queue.put(paper.decisionId(), new Waiting(paper, now + LIFE.toMillis(), now));
    }
    return CompletableFuture.completedStage(isTaken);
  }

  @Override
  public synchronized CompletionStage<List<Sealed>> take(String route, int most) {
    long now = clock.millis();
    List<Sealed> taken = new ArrayList<>();
    for (Map.Entry<String, Waiting> entry : queue(route).entrySet()) {
      Waiting waiting = entry.getValue();
      if (waiting.dueMillis() <= now && taken.size() < most) {
        taken.add(waiting.paper());
        long due = now + LEASE.toMillis();
        entry.setValue(new Waiting(waiting.paper(), waiting.goneMillis(), due));
      }
    }
    return CompletableFuture.completedStage(taken);
  }

  @Override
  public synchronized CompletionStage<Void> done(String route, String decisionId) {
    queue(route).remove(decisionId);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized CompletionStage<Optional<Sealed>> find(String route, String decisionId) {
    return CompletableFuture.completedStage(
        Optional.ofNullable(queue(route).get(decisionId)).map(Waiting::paper));
  }

  private Map<String, Waiting> queue(String route) {
    Map<String, Waiting> queue = routes.computeIfAbsent(route, name -> new LinkedHashMap<>());
    long now = clock.millis();
    queue.values().removeIf(waiting -> waiting.goneMillis() <= now);
    return queue;
  }
}
