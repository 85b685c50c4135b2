package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Lesson;

/// A row's value and weight, and those it had before (weight 0: there was no such row).
record Amendment(double oldValue, double oldWeight, double value, double weight) {

  static Amendment first(double value, double weight) {
    return new Amendment(0, 0, value, weight);
  }

  static Amendment of(Lesson.Graded graded) {
    return new Amendment(
        graded.replacedReward(), graded.replacedWeight(), graded.reward(), graded.weight());
  }

  /// Both weights by so much larger or smaller.
  Amendment times(double factor) {
    return new Amendment(oldValue, oldWeight * factor, value, weight * factor);
  }

  /// Both values higher by so much.
  Amendment raised(double by) {
    return new Amendment(oldValue + by, oldWeight, value + by, weight);
  }

  boolean isFirst() {
    return oldWeight == 0;
  }

  double addedWeight() {
    return weight - oldWeight;
  }

  double addedValue() {
    return weight * value - oldWeight * oldValue;
  }

  double addedSquare() {
    return weight * value * value - oldWeight * oldValue * oldValue;
  }
}
