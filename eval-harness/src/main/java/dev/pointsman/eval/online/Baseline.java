package dev.pointsman.eval.online;

import dev.pointsman.datasets.BadInputException;
import java.util.EnumSet;
import java.util.Set;

/// A reference that takes its time and so is fitted only when asked for.
public enum Baseline {
  LOGISTIC,
  FOREST;

  /// From `logistic,forest`, in any order; nothing names none.
  public static Set<Baseline> parse(String names) {
    Set<Baseline> baselines = EnumSet.noneOf(Baseline.class);
    for (String name : names.split(",", -1)) {
      switch (name.strip()) {
        case "" -> {}
        case "logistic" -> baselines.add(LOGISTIC);
        case "forest" -> baselines.add(FOREST);
        default ->
            throw new BadInputException(
                "--baselines", "there is no '" + name + "'", "give logistic, forest or both");
      }
    }
    return baselines;
  }
}
