package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// What is known of arms beside their answers: the operator's guesses, families, who joined late,
/// and who was found changed. One thread.
final class Roster {

  private static final int MOST = Hierarchy.MOST_ARMS;

  private final Map<String, Double> guesses = new LinkedHashMap<>();
  private final Map<String, String> families = new LinkedHashMap<>();
  private final Set<String> late = new LinkedHashSet<>();
  private final Set<String> changed = new LinkedHashSet<>();

  /// Takes, changes or withdraws what an operator says of an arm. `isLate`: others were taught
  /// before this one was heard of. A new guess counts again after a change.
  void describe(Arm arm, boolean isLate) {
    OptionalDouble before = stated(arm.id());
    if (!before.equals(arm.qualityPrior())) {
      changed.remove(arm.id());
    }
    if (arm.qualityPrior().isPresent()) {
      guesses.put(arm.id(), arm.qualityPrior().getAsDouble());
    } else {
      guesses.remove(arm.id());
    }
    families.put(arm.id(), arm.family());
    if (isLate) {
      late.add(arm.id());
    }
  }

  /// What was guessed of an arm that has changed since counts no more.
  void change(String arm) {
    changed.add(arm);
  }

  boolean isLate(String arm) {
    return late.contains(arm);
  }

  /// The guess that counts.
  OptionalDouble guess(String arm) {
    return changed.contains(arm) ? OptionalDouble.empty() : stated(arm);
  }

  private OptionalDouble stated(String arm) {
    Double guess = guesses.get(arm);
    return guess == null ? OptionalDouble.empty() : OptionalDouble.of(guess);
  }

  /// The other arms of its family.
  List<String> siblings(String arm) {
    String family = families.get(arm);
    return families.entrySet().stream()
        .filter(entry -> entry.getValue().equals(family) && !entry.getKey().equals(arm))
        .map(Map.Entry::getKey)
        .toList();
  }

  void save(StateWriter out) {
    out.count(families.size());
    families.forEach(
        (arm, family) -> {
          out.text(arm);
          out.text(family);
          out.number(guesses.getOrDefault(arm, Double.NaN));
          out.flag(late.contains(arm));
          out.flag(changed.contains(arm));
        });
  }

  void restore(StateReader in) {
    for (int left = in.count(MOST); left > 0; left--) {
      String arm = in.text();
      families.put(arm, in.text());
      double guess = in.number();
      if (!Double.isNaN(guess)) {
        guesses.put(arm, guess);
      }
      if (in.flag()) {
        late.add(arm);
      }
      if (in.flag()) {
        changed.add(arm);
      }
    }
  }
}
