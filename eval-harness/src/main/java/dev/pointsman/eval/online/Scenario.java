package dev.pointsman.eval.online;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Changes;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// What happens in the middle of the stream to the pivot: the arm that everyone would take, the
/// best fixed one at the middle lambda. Held-out rows lie in the world after it.
public enum Scenario {
  /// Nothing.
  STATIONARY,
  /// The pivot becomes ten times dearer, and the arms are announced anew.
  PRICE_CHANGE,
  /// A fifth of the pivot's answers turn worthless; nobody says so.
  QUALITY_DROP,
  /// The pivot is not there in the first half.
  NEW_ARM,
  /// The pivot is gone in the second half, and for good.
  REMOVED_ARM,
  /// Nothing changes but the order: the stream comes category by category.
  DRIFT;

  private static final double DEARER = 10;
  private static final double SPOILT = 0.2;

  /// By its name on the command line, `price-change` and so on.
  public static Scenario parse(String name) {
    for (Scenario scenario : values()) {
      if (scenario.toString().equals(name)) {
        return scenario;
      }
    }
    throw new BadInputException(
        "--scenario",
        "there is no scenario '" + name + "'",
        "give one of "
            + Arrays.stream(values()).map(Scenario::toString).collect(Collectors.joining(", ")));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The table after the change; the same one where nothing changes.
  ArmTable after(ArmTable before, int pivot) {
    return switch (this) {
      case PRICE_CHANGE -> Changes.repriced(before, pivot, DEARER);
      case QUALITY_DROP -> Changes.degraded(before, pivot, SPOILT);
      case REMOVED_ARM -> Changes.degraded(before, pivot, 1);
      case STATIONARY, NEW_ARM, DRIFT -> before;
    };
  }

  /// The arm that is missing before the change.
  OptionalInt absentBefore(int pivot) {
    return this == NEW_ARM ? OptionalInt.of(pivot) : OptionalInt.empty();
  }

  /// The arm that is missing after it; its outcomes there are worthless, so that no reference takes
  /// it either.
  OptionalInt absentAfter(int pivot) {
    return this == REMOVED_ARM ? OptionalInt.of(pivot) : OptionalInt.empty();
  }
}
