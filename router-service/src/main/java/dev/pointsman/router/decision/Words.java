package dev.pointsman.router.decision;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/// Numbers and lists as a person would write them.
final class Words {

  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

  private Words() {}

  /// A share with two decimals, `0.83`.
  static String share(double share) {
    return decimals(share, 2);
  }

  /// A probability with three decimals, `0.046`.
  static String probability(double probability) {
    return decimals(probability, 3);
  }

  /// Money to two digits, `0.0012 USD`.
  static String usd(double usd) {
    if (!Double.isFinite(usd)) {
      return "an unknown sum";
    }
    BigDecimal rounded = BigDecimal.valueOf(usd).round(TWO_DIGITS).stripTrailingZeros();
    return rounded.toPlainString() + " USD";
  }

  /// `a`, `a and b`, `a, b and c`.
  static String list(List<String> names) {
    if (names.size() < 2) {
      return String.join("", names);
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  private static String decimals(double number, int digits) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP).toPlainString()
        : "unknown";
  }
}
