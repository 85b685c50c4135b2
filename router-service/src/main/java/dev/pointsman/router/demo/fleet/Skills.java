package dev.pointsman.router.demo.fleet;

import dev.pointsman.datasets.tasks.Difficulty;
import dev.pointsman.datasets.tasks.TaskKind;
import java.util.List;

/// What the simulated models can do, how much they write and how fast: the truth that the router
/// has to find out from thumbs.
///
/// The table gives the chance of a right answer to a task of medium difficulty: the score that the
/// model has been published with on the benchmark nearest to that kind of task, or, where there is
/// none, that of its nearest relative. docs/fleet.md states the rule, and source and mark of every
/// cell. The table was filled by that rule on 2026-11-23, once, before any router ran on it; it
/// took the place of one set by hand and revised after results had been seen (docs/experiments.md).
/// A figure may be mended when its source says otherwise, never because of what a router makes of
/// it.
///
/// An easy task adds a step to the logit of the chance, a hard one takes a step off: a small step
/// where a text is only copied or labelled, a large one where steps of reasoning pile up (GPT-4
/// without tools: nearly all products of two-digit numbers right, 59 % of three-digit ones, 4 % of
/// four-digit ones; Dziri et al., Faith and Fate, arXiv 2305.18654). The steps are older than the
/// table and were kept.
///
/// Only this package sees the class, so nothing in the router can read it.
final class Skills {

  private static final List<String> MODELS =
      List.of("local-3b", "math-7b", "sql-7b", "coder-32b", "mini", "large", "frontier");

  private static final List<Double> GSM8K = List.of(.777, .952, .916, .930, .942, .952, .949);
  private static final List<Double> MATH = List.of(.473, .836, .755, .764, .702, .759, .964);
  private static final List<Double> BBH = List.of(.554, .724, .724, .845, .804, .834, .804);
  private static final List<Double> ZEBRA = List.of(.074, .120, .120, .261, .201, .274, .810);
  private static final List<Double> IFEVAL = List.of(.774, .264, .712, .799, .804, .865, .926);
  private static final List<Double> BIRD = List.of(.360, .469, .689, .584, .588, .619, .617);
  private static final List<Double> CRUX_O = List.of(.364, .485, .485, .834, .784, .892, .814);
  private static final List<Double> MMLU = List.of(.634, .672, .779, .776, .820, .887, .918);

  private static final double TEXT_STEP = 0.6;
  private static final double REASONING_STEP = 2.0;

  private static final List<Double> FIRST_TOKEN_SECONDS = List.of(.12, .2, .2, .35, .5, .5, 1.4);
  private static final List<Double> TOKENS_PER_SECOND =
      List.of(90., 140., 140., 60., 80., 100., 55.);

  private Skills() {}

  /// The chance in (0, 1) that the model answers such a task rightly.
  static double chance(String model, TaskKind kind, Difficulty difficulty) {
    double p = column(scores(kind), model);
    double logit = Math.log(p / (1 - p)) - step(kind) * difficulty.step();
    return 1 / (1 + Math.exp(-logit));
  }

  /// Median number of output tokens, working and hidden thinking included: the frontier model
  /// thinks, a few hundred tokens whatever is asked and more for what is hard.
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
    double visible = working * (1 + 0.3 * difficulty.step());
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

  private static List<Double> scores(TaskKind kind) {
    return switch (kind) {
      case ARITHMETIC, UNITS -> GSM8K;
      case ALGEBRA -> MATH;
      case DATES -> BBH;
      case LOGIC -> ZEBRA;
      case STRINGS, EXTRACTION -> IFEVAL;
      case SQL -> BIRD;
      case CODE -> CRUX_O;
      case CLASSIFICATION -> MMLU;
    };
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
