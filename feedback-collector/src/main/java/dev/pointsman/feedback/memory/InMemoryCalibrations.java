package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.MapFit;
import dev.pointsman.feedback.RewardRule;
import dev.pointsman.feedback.SignalMaps;
import dev.pointsman.feedback.SignalPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Calibrations that are gone at the end. Any thread.
final class InMemoryCalibrations implements Calibrations {

  private final EventLogConfig config;
  private final Map<String, List<SignalPair>> pairs = new HashMap<>();
  private final Map<String, SignalMaps> maps = new HashMap<>();

  InMemoryCalibrations(EventLogConfig config) {
    this.config = config;
  }

  @Override
  public synchronized RewardRule rule(String route) {
    return new RewardRule(config.rules().apply(route), maps.getOrDefault(route, SignalMaps.NONE));
  }

  @Override
  public synchronized CompletionStage<Void> paired(String route, List<SignalPair> added) {
    pairs.computeIfAbsent(route, name -> new ArrayList<>()).addAll(added);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized CompletionStage<Boolean> refit(String route) {
    SignalMaps before = rule(route).maps();
    SignalMaps after = MapFit.fit(pairs.getOrDefault(route, List.of()), before.version() + 1);
    boolean isNew = !after.maps().equals(before.maps());
    if (isNew) {
      maps.put(route, after);
    }
    return CompletableFuture.completedStage(isNew);
  }
}
