package dev.pointsman.datasets.tasks;

import java.util.List;

/// Equations with whole-number solutions: linear, linear on both sides, systems and quadratics.
final class Algebra implements TaskSource {

  @Override
  public Puzzle next(Draw draw, Difficulty difficulty) {
    return switch (difficulty) {
      case EASY -> oneStep(draw);
      case MEDIUM -> bothSides(draw);
      case HARD -> draw.chance(0.5) ? system(draw) : quadratic(draw);
    };
  }

  private static Puzzle oneStep(Draw draw) {
    int x = draw.between(-12, 25);
    int a = draw.between(2, 12);
    int b = draw.between(3, 40);
    int c = a * x + b;
    String prompt =
        draw.of(
            "Solve for x: " + a + "x + " + b + " = " + c,
            "Find x if " + a + "x + " + b + " = " + c + ".",
            "A number multiplied by %d and increased by %d gives %d. What is the number?"
                .formatted(a, b, c),
            "For which x does " + c + " = " + b + " + " + a + "x hold?");
    return puzzle(prompt, x, c / a);
  }

  private static Puzzle bothSides(Draw draw) {
    int x = draw.between(-9, 18);
    int a = draw.between(4, 12);
    int c = draw.between(1, a - 1);
    int b = draw.between(2, 15);
    int d = a * (x + b) - c * x;
    String prompt =
        draw.of(
            "Solve for x: %d(x + %d) = %dx + %d".formatted(a, b, c, d).replace("+ -", "- "),
            "Find the x that satisfies %d(x + %d) - %dx = %d.".formatted(a, b, c, d),
            "If %d times (x plus %d) equals %d more than %d times x, what is x?"
                .formatted(a, b, d, c));
    return puzzle(prompt, x, x + b);
  }

  private static Puzzle system(Draw draw) {
    int x = draw.between(-7, 14);
    int y = draw.between(-7, 14);
    int a = draw.between(2, 9);
    int b = draw.between(2, 9);
    int c = draw.between(2, 9);
    int d = a * draw.between(1, 2) + 1;
    if (a * d == b * c) {
      d++;
    }
    String first = "%dx + %dy = %d".formatted(a, b, a * x + b * y);
    String second = "%dx + %dy = %d".formatted(c, d, c * x + d * y);
    String prompt =
        draw.of(
            "Solve the system: " + first + " and " + second + ". What is x?",
            "Two equations hold at once: " + first + "; " + second + ". Give the value of x.",
            "Given " + first + " and " + second + ", determine x.");
    return puzzle(prompt, x, y);
  }

  private static Puzzle quadratic(Draw draw) {
    int p = draw.between(-9, 12);
    int q = p + draw.between(1, 11);
    int a = draw.between(2, 4);
    String equation =
        "%dx^2 %s %dx %s %d = 0"
            .formatted(
                a, sign(-a * (p + q)), Math.abs(a * (p + q)), sign(a * p * q), Math.abs(a * p * q));
    String prompt =
        draw.of(
            "What is the larger root of " + equation + "?",
            "The equation " + equation + " has two real solutions. Give the greater one.",
            "Solve " + equation + " and report the larger solution.");
    return puzzle(prompt, q, p);
  }

  private static String sign(int number) {
    return number < 0 ? "-" : "+";
  }

  private static Puzzle puzzle(String prompt, int x, int other) {
    return new Puzzle(
        prompt,
        Integer.toString(x),
        List.of(
            Integer.toString(-x),
            Integer.toString(x + 1),
            Integer.toString(x - 2),
            Integer.toString(other)));
  }
}
