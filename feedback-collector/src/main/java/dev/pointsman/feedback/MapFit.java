package dev.pointsman.feedback;

import dev.pointsman.feedback.calibration.MonotoneMap;
import dev.pointsman.feedback.calibration.Pair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Fits a route's maps from pairs: first what stands beside gold, then what stands beside a signal
/// that has a map by now (thumbs beside a judge). Pure.
///
/// A signal is mapped once it has enough pairs over all groups; within it each group has a map of
/// its own, drawn towards that of all by some {@link #POOLED_PAIRS}, so that a group is heard
/// early.
public final class MapFit {

  /// Fewer pairs than these leave a signal as it is.
  public static final int LEAST_PAIRS = 200;

  private static final double POOLED_PAIRS = 20;

  /// A signal's pairs, by the key of the group.
  private static final class Signal {
    private final Map<String, List<Pair>> groups = new TreeMap<>();
    private final List<Pair> all = new ArrayList<>();

    void add(String key, Pair pair) {
      groups.computeIfAbsent(key, group -> new ArrayList<>()).add(pair);
      all.add(pair);
    }

    void addAll(Signal other) {
      other.groups.forEach((key, pairs) -> pairs.forEach(pair -> add(key, pair)));
    }
  }

  private MapFit() {}

  /// The maps of the next version. Of several pairs of one decision and signal the last counts.
  public static SignalMaps fit(Collection<SignalPair> pairs, int version) {
    Map<List<String>, SignalPair> last = new LinkedHashMap<>();
    pairs.forEach(p -> last.put(List.of(p.decisionId(), p.signal().key()), p));
    Map<String, MonotoneMap> maps = new HashMap<>();
    Map<String, Signal> beside = new TreeMap<>();
    last.values().stream()
        .filter(pair -> pair.reference().isGold())
        .forEach(pair -> gather(beside, pair, pair.reference().value()));
    beside.forEach((key, signal) -> fitInto(maps, key, signal));

    Map<String, Signal> indirect = new TreeMap<>();
    last.values().stream()
        .filter(pair -> !pair.reference().isGold())
        .filter(pair -> !maps.containsKey(pair.signal().pooledKey()))
        .forEach(pair -> gather(indirect, pair, mapped(maps, pair.reference())));
    beside.forEach(
        (key, gold) -> {
          Signal own = indirect.get(key);
          if (own != null) {
            own.addAll(gold);
          }
        });
    indirect.forEach((key, signal) -> fitInto(maps, key, signal));
    return new SignalMaps(version, maps);
  }

  private static void gather(Map<String, Signal> all, SignalPair pair, double gold) {
    all.computeIfAbsent(pair.signal().pooledKey(), key -> new Signal())
        .add(pair.signal().key(), new Pair(pair.signal().value(), gold, pair.weight()));
  }

  private static void fitInto(Map<String, MonotoneMap> maps, String pooledKey, Signal signal) {
    if (signal.all.size() < LEAST_PAIRS) {
      return;
    }
    MonotoneMap pooled = MonotoneMap.fit(signal.all);
    maps.put(pooledKey, pooled);
    double each = signal.all.stream().mapToDouble(Pair::weight).sum() / signal.all.size();
    signal.groups.forEach(
        (key, pairs) -> {
          if (!key.equals(pooledKey)) {
            maps.put(key, MonotoneMap.fit(pairs, pooled, each * POOLED_PAIRS));
          }
        });
  }

  private static double mapped(Map<String, MonotoneMap> maps, SignalPair.Side reference) {
    MonotoneMap map = maps.getOrDefault(reference.key(), maps.get(reference.pooledKey()));
    return map == null ? reference.value() : map.at(reference.value());
  }
}
