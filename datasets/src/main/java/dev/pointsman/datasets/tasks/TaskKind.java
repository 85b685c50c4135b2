package dev.pointsman.datasets.tasks;

/// What sort of work a prompt asks for. All kinds are asked for equally often.
public enum TaskKind {
  ARITHMETIC,
  ALGEBRA,
  UNITS,
  DATES,
  STRINGS,
  SQL,
  CODE,
  EXTRACTION,
  CLASSIFICATION,
  LOGIC;

  /// A fresh task of this kind; the same draws give the same task.
  public Task next(Draw draw, Difficulty difficulty) {
    TaskSource.Puzzle puzzle = source().next(draw, difficulty);
    return new Task(this, difficulty, puzzle.prompt(), puzzle.answer(), puzzle.mistakes());
  }

  private TaskSource source() {
    return switch (this) {
      case ARITHMETIC -> new Arithmetic();
      case ALGEBRA -> new Algebra();
      case UNITS -> new Units();
      case DATES -> new Dates();
      case STRINGS -> new Strings();
      case SQL -> new Sql();
      case CODE -> new Code();
      case EXTRACTION -> new Extraction();
      case CLASSIFICATION -> new Classification();
      case LOGIC -> new Logic();
    };
  }
}
