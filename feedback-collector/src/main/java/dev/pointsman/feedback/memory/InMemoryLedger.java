package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendBucket;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.SpendLedger;
import dev.pointsman.feedback.spend.Tally;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A spend ledger that forgets everything at the end, for tests. Buckets are kept for good, but
/// take nothing once a store would have let them go. Any thread.
final class InMemoryLedger implements SpendLedger {

  private record Place(String route, Grain grain, long begin) {}

  private final InstantSource clock;
  private final Map<Place, Map<SpendGroup, Tally>> buckets = new HashMap<>();

  InMemoryLedger(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public CompletionStage<Void> add(String route, SpendGroup group, Tally tally, long tsMillis) {
    put(route, group, tally, tsMillis);
    return CompletableFuture.completedStage(null);
  }

  synchronized void put(String route, SpendGroup group, Tally tally, long tsMillis) {
    for (Grain grain : Grain.values()) {
      long begin = grain.begin(tsMillis);
      if (begin + grain.millis() + grain.keptMillis() > clock.millis()) {
        Map<SpendGroup, Tally> bucket =
            buckets.computeIfAbsent(new Place(route, grain, begin), place -> new HashMap<>());
        boolean isFull = !bucket.containsKey(group) && bucket.size() >= MOST_GROUPS;
        bucket.merge(isFull ? group.rest() : group, tally, Tally::plus);
      }
    }
  }

  @Override
  public synchronized CompletionStage<List<SpendBucket>> read(
      String route, Grain grain, long from, long to) {
    List<SpendBucket> read = new ArrayList<>();
    for (long begin = grain.begin(from); begin < to; begin += grain.millis()) {
      Map<SpendGroup, Tally> bucket = buckets.get(new Place(route, grain, begin));
      if (bucket != null) {
        read.add(new SpendBucket(begin, bucket));
      }
    }
    return CompletableFuture.completedStage(read);
  }
}
