package dev.pointsman.eval.ope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The arms of a log, numbered as they first appear; flat rows number them themselves. One thread.
final class ArmNames {

  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private int flat;

  /// Makes the arms of the row known.
  void learn(LogRow row) {
    if (!row.isDecision()) {
      flat = Math.max(flat, Math.max(row.size(), row.arm + 1));
      return;
    }
    for (String arm : row.arms) {
      if (ids.putIfAbsent(arm, names.size()) == null) {
        names.add(arm);
      }
    }
  }

  /// The number of the arm at this place of the row.
  int id(LogRow row, int place) {
    return row.isDecision() ? ids.getOrDefault(row.arms.get(place), -1) : place;
  }

  /// The number of an arm given by its name or, failing that, by its number; -1 if it is neither.
  int find(String given) {
    Integer id = ids.get(given);
    if (id != null) {
      return id;
    }
    try {
      return Math.max(-1, Integer.parseInt(given));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  int size() {
    return Math.max(flat, names.size());
  }

  String name(int id) {
    return id < names.size() ? names.get(id) : Integer.toString(id);
  }

  @Override
  public String toString() {
    return names.isEmpty() ? "0 to " + (flat - 1) : String.join(", ", names);
  }
}
