package dev.pointsman.eval.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// How a number is written for people.
enum Unit {
  /// A share 0..1 as per cent.
  PERCENT,
  /// A difference of shares in points of a hundred, signed.
  POINTS,
  /// USD per request as USD per 1,000.
  USD_PER_1K,
  /// A number with four decimals at most.
  PLAIN,
  /// A whole number.
  COUNT;

  String text(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return switch (this) {
      case PERCENT -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
      case POINTS ->
          String.format(Locale.ROOT, "%+.1f", 100 * value).replaceAll("^[+-]0\\.0$", "0.0");
      case USD_PER_1K -> "$" + money(1_000 * value);
      case PLAIN -> plain(value);
      case COUNT -> String.format(Locale.ROOT, "%,d", Math.round(value));
    };
  }

  /// With its interval where there is one.
  String text(Estimate estimate) {
    if (!estimate.hasInterval()) {
      return text(estimate.mean());
    }
    return text(estimate.mean()) + " [" + end(estimate.low()) + ", " + end(estimate.high()) + "]";
  }

  private String end(double value) {
    return text(value).replace(" %", "").replace("$", "");
  }

  /// Short, for the ticks of an axis.
  String tick(double value) {
    return switch (this) {
      case PERCENT -> trimmed(100 * value) + " %";
      case POINTS -> trimmed(100 * value);
      case USD_PER_1K -> "$" + trimmed(1_000 * value);
      case PLAIN -> trimmed(value);
      case COUNT -> String.format(Locale.ROOT, "%,d", Math.round(value));
    };
  }

  private static String money(double usd) {
    double size = Math.abs(usd);
    int decimals = size >= 0.1 || size == 0 ? 2 : size >= 0.01 ? 3 : 4;
    return String.format(Locale.ROOT, "%,." + decimals + "f", usd);
  }

  private static String plain(double value) {
    return Math.abs(value) >= 1_000 || value == Math.rint(value)
        ? trimmed(value)
        : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String trimmed(double value) {
    if (value == 0 || Double.isInfinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
    return rounded.stripTrailingZeros().toPlainString();
  }
}
