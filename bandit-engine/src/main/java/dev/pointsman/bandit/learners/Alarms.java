package dev.pointsman.bandit.learners;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The alarms of the arms that are watched. One thread.
final class Alarms {

  private final Map<String, Alarm> byArm = new LinkedHashMap<>();

  /// Takes a surprise of an arm in standard deviations; says whether the arm has changed.
  boolean shows(String arm, double surprise, double weight) {
    return byArm.computeIfAbsent(arm, id -> new Alarm()).shows(surprise, weight);
  }

  void graded(String arm, double weight) {
    Alarm alarm = byArm.get(arm);
    if (alarm != null) {
      alarm.graded(weight);
    }
  }

  void called(String arm) {
    Alarm alarm = byArm.get(arm);
    if (alarm != null) {
      alarm.called();
    }
  }

  /// Arms that have changed and of which little was heard since.
  Set<String> reopened() {
    Set<String> reopened = new HashSet<>();
    byArm.forEach(
        (arm, alarm) -> {
          if (alarm.isReopened()) {
            reopened.add(arm);
          }
        });
    return reopened;
  }

  void save(StateWriter out) {
    out.count(byArm.size());
    byArm.forEach(
        (arm, alarm) -> {
          out.text(arm);
          alarm.save(out);
        });
  }

  void restore(StateReader in) {
    for (int left = in.count(Hierarchy.MOST_ARMS); left > 0; left--) {
      byArm.put(in.text(), Alarm.restore(in));
    }
  }
}
