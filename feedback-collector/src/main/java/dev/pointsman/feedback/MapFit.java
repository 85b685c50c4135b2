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
public final class MapFit {

  /// Fewer pairs than these leave a signal as it is.
  public static final int LEAST_PAIRS = 200;

  private MapFit() {}

  /// The maps of the next version. Of several pairs of one decision and signal the last counts.
  public static SignalMaps fit(Collection<SignalPair> pairs, int version) {
    Map<List<String>, SignalPair> last = new LinkedHashMap<>();
    pairs.forEach(p -> last.put(List.of(p.decisionId(), p.signal().key()), p));
    Map<String, MonotoneMap> maps = new HashMap<>();
    Map<String, List<Pair>> beside = new TreeMap<>();
    last.values().stream()
        .filter(pair -> pair.reference().isGold())
        .forEach(pair -> gather(beside, pair, pair.reference().value()));
    fitInto(maps, beside);

    Map<String, List<Pair>> indirect = new TreeMap<>();
    last.values().stream()
        .filter(pair -> !pair.reference().isGold())
        .forEach(pair -> gather(indirect, pair, mapped(maps, pair.reference())));
    indirect.keySet().removeAll(maps.keySet());
    beside.forEach((key, gold) -> indirect.computeIfPresent(key, (k, own) -> joined(own, gold)));
    fitInto(maps, indirect);
    return new SignalMaps(version, maps);
  }

  private static void gather(Map<String, List<Pair>> all, SignalPair pair, double gold) {
    Pair row = new Pair(pair.signal().value(), gold, pair.weight());
    all.computeIfAbsent(pair.signal().key(), key -> new ArrayList<>()).add(row);
    if (!pair.signal().pooledKey().equals(pair.signal().key())) {
      all.computeIfAbsent(pair.signal().pooledKey(), key -> new ArrayList<>()).add(row);
    }
  }

  private static void fitInto(Map<String, MonotoneMap> maps, Map<String, List<Pair>> pairs) {
    pairs.forEach(
        (key, rows) -> {
          if (rows.size() >= LEAST_PAIRS) {
            maps.put(key, MonotoneMap.fit(rows));
          }
        });
  }

  private static double mapped(Map<String, MonotoneMap> maps, SignalPair.Side reference) {
    MonotoneMap map = maps.getOrDefault(reference.key(), maps.get(reference.pooledKey()));
    return map == null ? reference.value() : map.at(reference.value());
  }

  private static List<Pair> joined(List<Pair> own, List<Pair> others) {
    List<Pair> all = new ArrayList<>(own);
    all.addAll(others);
    return all;
  }
}
