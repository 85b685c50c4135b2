package dev.pointsman.eval.online;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.eval.table.ArmTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which models an arm calls on a row, and what their answers say of cascades. Reads agreement and
/// legs, never a score. Immutable, any thread.
final class Answers {

  private final ArmTable table;

  Answers(ArmTable table) {
    this.table = table;
  }

  /// The models that an arm calls on a row: itself, or the legs that are paid.
  List<Integer> called(int row, int arm) {
    Optional<ArmTable.Legs> legs = table.legs(arm);
    if (legs.isEmpty()) {
      return List.of(arm);
    }
    List<Integer> called = new ArrayList<>(List.of(legs.get().first(), legs.get().second()));
    if (!table.isAccepted(row, arm)) {
      called.add(legs.get().last());
    }
    return called;
  }

  boolean isCascade(int arm) {
    return table.legs(arm).isPresent();
  }

  Lesson.Part part(int row, int arm) {
    if (!isCascade(arm)) {
      return Lesson.Part.WHOLE;
    }
    return table.isAccepted(row, arm) ? Lesson.Part.ACCEPTED : Lesson.Part.ESCALATED;
  }

  /// One cascade for each opening.
  List<Integer> openings() {
    List<Integer> firsts = new ArrayList<>();
    for (int arm = table.models(); arm < table.arms(); arm++) {
      if (firstAlike(arm) == arm) {
        firsts.add(arm);
      }
    }
    return firsts;
  }

  /// The cascades whose answers to a row differ in more than the name: one for each opening that
  /// agreed, all of the others.
  List<Integer> distinct(int row) {
    List<Integer> arms = new ArrayList<>();
    for (int arm = table.models(); arm < table.arms(); arm++) {
      if (!table.isAccepted(row, arm) || firstAlike(arm) == arm) {
        arms.add(arm);
      }
    }
    return arms;
  }

  boolean isSameOpening(int arm, int other) {
    Optional<ArmTable.Legs> one = table.legs(arm);
    Optional<ArmTable.Legs> two = table.legs(other);
    return one.isPresent()
        && two.isPresent()
        && one.get().first() == two.get().first()
        && one.get().second() == two.get().second();
  }

  /// Whether both arms give the same answer to a row whatever it is.
  boolean isSameAnswer(int row, int arm, int other) {
    return arm == other || (isSameOpening(arm, other) && table.isAccepted(row, arm));
  }

  private int firstAlike(int arm) {
    int first = table.models();
    while (!isSameOpening(first, arm)) {
      first++;
    }
    return first;
  }
}
