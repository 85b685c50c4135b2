package dev.pointsman.feedback;

import dev.pointsman.feedback.calibration.MonotoneMap;
import java.util.List;
import java.util.Map;

/// What each signal of a route says of quality, by what was seen of it beside a better one.
///
/// `version` counts changes, 0 is before the first. A signal without a map is taken at its word.
/// `maps` are kept by a signal's key and, for all groups together, by its pooled key. Immutable.
public record SignalMaps(int version, Map<String, MonotoneMap> maps) {

  public static final SignalMaps NONE = new SignalMaps(0, Map.of());

  public SignalMaps {
    maps = Map.copyOf(maps);
  }

  /// What a signal on an answer of such a group is worth, in [0, 1]; see {@link SignalRules#group}.
  public double calibrated(Feedback signal, String group) {
    for (String key : List.of(key(signal, group), pooledKey(signal))) {
      MonotoneMap map = maps.get(key);
      if (map != null) {
        return map.at(signal.value());
      }
    }
    return signal.value();
  }

  /// Which signals are mapped alike: a judge's by who judged how, and whose answer; users' by the
  /// arm, so that votes in concert against one arm cancel out against what gold says of it.
  public static String key(Feedback signal, String group) {
    return switch (signal.source()) {
      case JUDGE, USER -> pooledKey(signal) + "/" + group;
      case CHECK, REVIEW -> pooledKey(signal);
    };
  }

  /// The same over the answers of all groups.
  public static String pooledKey(Feedback signal) {
    return switch (signal.source()) {
      case JUDGE -> signal.principal() + "/" + signal.metric();
      case USER -> "user/" + signal.metric();
      case CHECK -> "check/" + signal.metric();
      case REVIEW -> "review";
    };
  }
}
