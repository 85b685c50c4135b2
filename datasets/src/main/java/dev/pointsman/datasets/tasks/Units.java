package dev.pointsman.datasets.tasks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// Conversions of units, from moving a decimal point to chains with rounding.
final class Units implements TaskSource {

  private record Step(String from, String to, String factor) {}

  private static final List<Step> METRIC =
      List.of(
          new Step("kilometres", "metres", "1000"),
          new Step("kilograms", "grams", "1000"),
          new Step("hours", "minutes", "60"),
          new Step("litres", "millilitres", "1000"),
          new Step("days", "hours", "24"),
          new Step("metres", "centimetres", "100"));
  private static final List<Step> IMPERIAL =
      List.of(
          new Step("miles", "kilometres", "1.609344"),
          new Step("pounds", "kilograms", "0.45359237"),
          new Step("inches", "centimetres", "2.54"),
          new Step("feet", "metres", "0.3048"),
          new Step("US gallons", "litres", "3.785411784"),
          new Step("ounces", "grams", "28.349523125"));

  @Override
  public Puzzle next(Draw draw, Difficulty difficulty) {
    return switch (difficulty) {
      case EASY -> convert(draw, draw.of(METRIC), draw.between(3, 95), 0);
      case MEDIUM -> convert(draw, draw.of(IMPERIAL), draw.between(11, 190), 1);
      case HARD -> chain(draw);
    };
  }

  private static Puzzle convert(Draw draw, Step step, int amount, int decimals) {
    BigDecimal exact = new BigDecimal(amount).multiply(new BigDecimal(step.factor()));
    String rounding = decimals == 0 ? "" : " Round to one decimal place.";
    String prompt =
        draw.of(
            "Convert " + amount + " " + step.from() + " to " + step.to() + "." + rounding,
            "How many " + step.to() + " are " + amount + " " + step.from() + "?" + rounding,
            "Express " + amount + " " + step.from() + " in " + step.to() + "." + rounding,
            "What is " + amount + " " + step.from() + " in " + step.to() + "?" + rounding);
    return puzzle(prompt, exact, decimals);
  }

  private static Puzzle chain(Draw draw) {
    int amount = draw.between(18, 96);
    if (draw.chance(0.34)) {
      BigDecimal celsius =
          new BigDecimal(amount - 32).multiply(new BigDecimal(5)).divide(NINE, 8, HALF_UP);
      String prompt =
          draw.of(
              "The oven log says " + amount + " degrees Fahrenheit. What is that in Celsius?",
              "Convert " + amount + " F to degrees Celsius.");
      return puzzle(prompt + " Round to one decimal place.", celsius, 1);
    }
    if (draw.chance(0.5)) {
      BigDecimal metresPerSecond =
          new BigDecimal(amount)
              .multiply(new BigDecimal("1609.344"))
              .divide(new BigDecimal(3600), 8, HALF_UP);
      String prompt =
          draw.of(
              "A van drives at " + amount + " miles per hour. How many metres per second is that?",
              "Express " + amount + " mph in m/s.");
      return puzzle(prompt + " Round to one decimal place.", metresPerSecond, 1);
    }
    BigDecimal litresPer100 =
        new BigDecimal("235.214583").divide(new BigDecimal(amount), 8, HALF_UP);
    String prompt =
        draw.of(
            "A car does " + amount + " miles per US gallon. How many litres per 100 km is that?",
            "Convert a fuel economy of " + amount + " mpg (US) to litres per 100 kilometres.");
    return puzzle(prompt + " Round to one decimal place.", litresPer100, 1);
  }

  private static final BigDecimal NINE = new BigDecimal(9);
  private static final RoundingMode HALF_UP = RoundingMode.HALF_UP;

  private static Puzzle puzzle(String prompt, BigDecimal exact, int decimals) {
    return new Puzzle(
        prompt,
        text(exact, decimals),
        List.of(
            text(exact.multiply(BigDecimal.TEN), decimals),
            text(exact.add(BigDecimal.ONE), decimals),
            text(exact.multiply(new BigDecimal("1.1")), decimals),
            text(exact.multiply(new BigDecimal("0.95")), decimals)));
  }

  private static String text(BigDecimal number, int decimals) {
    return number.setScale(decimals, HALF_UP).toPlainString();
  }
}
