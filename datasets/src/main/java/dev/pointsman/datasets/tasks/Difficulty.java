package dev.pointsman.datasets.tasks;

/// How hard a task is within its kind: more digits, more steps, more rows.
public enum Difficulty {
  EASY(-1),
  MEDIUM(0),
  HARD(1);

  private final int step;

  Difficulty(int step) {
    this.step = step;
  }

  /// Steps above medium: -1, 0 or 1.
  public int step() {
    return step;
  }
}
