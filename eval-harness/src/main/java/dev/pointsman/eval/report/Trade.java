package dev.pointsman.eval.report;

import dev.pointsman.eval.report.Section.Pick;
import java.util.Locale;

/// The router against the best single model at one lambda, held out. Utilities are in quality.
///
/// `single` is called "the best single model" where its name is not recorded; its estimates are NaN
/// then, as are all that a file lacks. `whileLearning` is per request of the stream.
record Trade(
    double lambda,
    Served router,
    String single,
    Served alone,
    Estimate gain,
    Estimate whileLearning) {

  record Served(Estimate quality, Estimate cost) {}

  /// What one more right answer is worth to somebody who chooses this lambda.
  String value() {
    if (lambda == 0) {
      return "any money";
    }
    double usd = 1 / lambda;
    int decimals = usd >= 0.1 ? 2 : usd >= 0.01 ? 3 : 5;
    return "$" + String.format(Locale.ROOT, "%." + decimals + "f", usd);
  }

  String perDollar() {
    return Unit.PLAIN.tick(lambda);
  }

  /// What the interval of the gain says.
  enum Winner {
    ROUTER,
    SINGLE,
    NEITHER,
    UNKNOWN
  }

  Winner winner() {
    if (!gain.hasInterval()) {
      return Winner.UNKNOWN;
    }
    if (gain.isAbove()) {
      return Winner.ROUTER;
    }
    return gain.isBelow() ? Winner.SINGLE : Winner.NEITHER;
  }

  /// In a table.
  String pick() {
    return switch (winner()) {
      case ROUTER -> "router";
      case SINGLE, NEITHER -> single;
      case UNKNOWN -> "?";
    };
  }

  Pick pick(String when) {
    String what =
        switch (winner()) {
          case ROUTER -> "Pick the router:";
          case SINGLE -> "Pick " + single + " alone:";
          case NEITHER -> "Pick " + single + " alone, it is simpler:";
          case UNKNOWN -> "It cannot be said:";
        };
    return new Pick(when, what, why());
  }

  private String why() {
    String routed = "the router gets " + figures(router);
    String other = single + " " + (isNamed() ? "gets " + figures(alone) : "is not recorded here");
    return switch (winner()) {
      case ROUTER -> routed + "; " + other + ". Cost counted, the router is " + worth() + " ahead.";
      case SINGLE ->
          other + "; " + routed + ". Cost counted, the router is " + worth() + " behind.";
      case NEITHER ->
          other
              + "; "
              + routed
              + ". Cost counted, the difference of "
              + worth()
              + " may be chance.";
      case UNKNOWN -> routed + "; the difference of " + worth() + " has no interval in this file.";
    };
  }

  boolean isNamed() {
    return !Double.isNaN(alone.quality().mean());
  }

  static String figures(Served served) {
    return Unit.PERCENT.text(served.quality())
        + " right for "
        + Unit.USD_PER_1K.text(served.cost().mean())
        + " per 1,000 requests";
  }

  /// In points of a hundred, with its interval; signed unless it is clear who is ahead.
  String worth() {
    return switch (winner()) {
      case ROUTER -> unsigned(gain);
      case SINGLE -> unsigned(gain.negated());
      case NEITHER, UNKNOWN -> Unit.POINTS.text(gain) + " points";
    };
  }

  static String unsigned(Estimate gain) {
    return Unit.POINTS.text(gain).replace("+", "") + " points";
  }
}
