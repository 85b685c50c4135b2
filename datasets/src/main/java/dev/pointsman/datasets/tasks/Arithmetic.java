package dev.pointsman.datasets.tasks;

import java.util.List;

/// Whole-number sums, from two small terms to a product of long factors.
final class Arithmetic implements TaskSource {

  @Override
  public Puzzle next(Draw draw, Difficulty difficulty) {
    return switch (difficulty) {
      case EASY -> easy(draw);
      case MEDIUM -> medium(draw);
      case HARD -> hard(draw);
    };
  }

  private static Puzzle easy(Draw draw) {
    int a = draw.between(23, 480);
    int b = draw.between(12, 390);
    String who = draw.of(Words.PEOPLE);
    String things = draw.of(Words.THINGS);
    if (draw.chance(0.5)) {
      String prompt =
          draw.of(
              "What is " + a + " + " + b + "?",
              who + " had " + a + " " + things + " and bought " + b + " more. How many now?",
              "Add " + a + " and " + b + ". Give only the number.",
              "Compute the sum of " + a + " and " + b + ".");
      return puzzle(prompt, a + b, 10);
    }
    String prompt =
        draw.of(
            "What is " + (a + b) + " - " + b + "?",
            "A shop had " + (a + b) + " " + things + " and sold " + b + ". How many are left?",
            "Subtract " + b + " from " + (a + b) + ". Number only, please.",
            who + " owes " + (a + b) + " euros and pays back " + b + ". What is still owed?");
    return puzzle(prompt, a, 10);
  }

  private static Puzzle medium(Draw draw) {
    int a = draw.between(112, 989);
    int b = draw.between(13, 98);
    int c = draw.between(105, 960);
    String things = draw.of(Words.THINGS);
    long result = (long) a * b + c;
    String prompt =
        draw.of(
            "Calculate " + a + " * " + b + " + " + c + ".",
            "What is " + a + " times " + b + ", plus " + c + "?",
            "There are %d crates with %d %s each and %d loose ones. How many %s in all?"
                .formatted(b, a, things, c, things),
            "Multiply " + a + " by " + b + " and add " + c + ". Answer with a number.");
    return puzzle(prompt, result, 100);
  }

  private static Puzzle hard(Draw draw) {
    int a = draw.between(1203, 9876);
    int b = draw.between(213, 987);
    int c = draw.between(113, 987);
    int d = draw.between(23, 97);
    long result = (long) a * b - (long) c * d;
    String prompt =
        draw.of(
            "Calculate (" + a + " * " + b + ") - (" + c + " * " + d + ") exactly.",
            "What is the difference between %d times %d and %d times %d?".formatted(a, b, c, d),
            "A plant makes %d parts a day for %d days and scraps %d parts on each of %d days. How many good parts?"
                .formatted(a, b, c, d),
            "Work out %d x %d, then take away %d x %d. Exact integer only.".formatted(a, b, c, d));
    return puzzle(prompt, result, 1000);
  }

  private static Puzzle puzzle(String prompt, long answer, int slip) {
    return new Puzzle(
        prompt,
        Long.toString(answer),
        List.of(
            Long.toString(answer + slip),
            Long.toString(answer - slip),
            Long.toString(answer + 1),
            Long.toString(answer - 2)));
  }
}
