package dev.pointsman.router.demo.fleet;

import dev.pointsman.router.demo.tasks.Difficulty;
import dev.pointsman.router.demo.tasks.TaskKind;
import java.util.List;
import java.util.Map;

/// What the simulated models can do, how much they write and how fast: the truth that the router
/// has to find out from thumbs.
///
/// The table gives the chance of a right answer to a task of medium difficulty. An easy task adds a
/// step to its logit, a hard one takes a step off: a small step where a text is only copied or
/// labelled, a large one where steps of reasoning pile up (GPT-4 without tools: nearly all products
/// of two-digit numbers right, 59 % of three-digit ones, 4 % of four-digit ones; Dziri et al.,
/// Faith and Fate, arXiv 2305.18654).
///
/// The numbers were set by hand after what public benchmarks show for these classes of models:
/// every model copies and labels well; mathematics follows MATH, code CRUXEval (where a 32B coder
/// keeps up with far dearer models), queries over tables WikiTableQuestions, ordering puzzles
/// ZebraLogic (where models that do not think at length fail). Benchmarks and the figures above
/// were cited from memory. Before the first release numbers, steps and the ladder were revised
/// after simulated results had been seen (docs/experiments.md); they must not be changed again to
/// improve a picture.
///
/// Only this package sees the class, so nothing in the router can read it.
final class Skills {

  private static final List<String> MODELS =
      List.of("local-3b", "open-8b", "coder-32b", "flash-lite", "mini", "frontier");

  /// Rows: kinds. Columns: the models above.
  private static final Map<TaskKind, List<Double>> RIGHT_AT_MEDIUM =
      Map.of(
          TaskKind.ARITHMETIC, List.of(.55, .70, .84, .88, .90, .99),
          TaskKind.ALGEBRA, List.of(.45, .52, .74, .85, .88, .98),
          TaskKind.UNITS, List.of(.52, .66, .78, .88, .90, .98),
          TaskKind.DATES, List.of(.25, .38, .52, .62, .70, .96),
          TaskKind.STRINGS, List.of(.82, .87, .92, .92, .94, .99),
          TaskKind.SQL, List.of(.35, .50, .76, .68, .74, .95),
          TaskKind.CODE, List.of(.35, .45, .83, .70, .80, .97),
          TaskKind.EXTRACTION, List.of(.91, .94, .94, .96, .97, .98),
          TaskKind.CLASSIFICATION, List.of(.88, .91, .88, .93, .94, .95),
          TaskKind.LOGIC, List.of(.10, .15, .28, .33, .40, .90));

  private static final double TEXT_STEP = 0.6;
  private static final double REASONING_STEP = 2.0;

  /// Tokens of an answer with its working, times this; the frontier model also thinks, a few
  /// hundred tokens whatever is asked and more for what is hard.
  private static final List<Double> VERBOSITY = List.of(0.9, 1.0, 0.8, 1.1, 1.2, 1.0);

  private static final List<Double> FIRST_TOKEN_SECONDS = List.of(.12, .2, .35, .3, .5, 1.4);
  private static final List<Double> TOKENS_PER_SECOND = List.of(90., 140., 60., 190., 80., 55.);

  private Skills() {}

  /// The chance in (0, 1) that the model answers such a task rightly.
  static double chance(String model, TaskKind kind, Difficulty difficulty) {
    double p = column(RIGHT_AT_MEDIUM.getOrDefault(kind, List.of()), model);
    double logit = Math.log(p / (1 - p)) - step(kind) * difficulty.step();
    return 1 / (1 + Math.exp(-logit));
  }

  /// Median number of output tokens, working and hidden thinking included.
  static double outputTokens(String model, TaskKind kind, Difficulty difficulty) {
    double working =
        switch (kind) {
          case CLASSIFICATION -> 8;
          case EXTRACTION -> 30;
          case STRINGS -> 40;
          case ARITHMETIC -> 60;
          case UNITS -> 90;
          case SQL -> 120;
          case DATES -> 130;
          case ALGEBRA, CODE -> 180;
          case LOGIC -> 200;
        };
    double visible = working * column(VERBOSITY, model) * (1 + 0.3 * difficulty.step());
    double thinking =
        model.equals("frontier") ? 300 + 2 * working * Math.pow(2, difficulty.step()) : 0;
    return visible + thinking;
  }

  static double firstTokenSeconds(String model) {
    return column(FIRST_TOKEN_SECONDS, model);
  }

  static double tokensPerSecond(String model) {
    return column(TOKENS_PER_SECOND, model);
  }

  private static double step(TaskKind kind) {
    return switch (kind) {
      case STRINGS, EXTRACTION, CLASSIFICATION -> TEXT_STEP;
      case ARITHMETIC, ALGEBRA, UNITS, DATES, SQL, CODE, LOGIC -> REASONING_STEP;
    };
  }

  private static double column(List<Double> row, String model) {
    int index = MODELS.indexOf(model);
    if (index < 0) {
      throw new IllegalArgumentException("no such simulated model: " + model);
    }
    return row.get(index);
  }
}
