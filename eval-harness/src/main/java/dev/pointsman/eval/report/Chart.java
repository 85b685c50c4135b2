package dev.pointsman.eval.report;

import java.util.List;
import java.util.stream.DoubleStream;

/// A figure of lines and dots on two axes, drawn alike as SVG for the page and as PNG beside it.
///
/// `name` becomes part of the file's name; `alt` says in words what can be seen.
record Chart(String name, String title, String alt, Axis x, Axis y, List<Line> lines) {

  /// `rows` instead of numbers: the i-th row stands at i, the first on top.
  record Axis(String title, Unit unit, boolean isLog, List<String> rows) {
    static Axis linear(String title, Unit unit) {
      return new Axis(title, unit, false, List.of());
    }

    static Axis log(String title, Unit unit) {
      return new Axis(title, unit, true, List.of());
    }

    static Axis rows(List<String> rows) {
      return new Axis("", Unit.PLAIN, false, rows);
    }
  }

  enum Style {
    /// Thin and dashed, without dots: something to compare with.
    GUIDE,
    DOTS,
    LINE,
    LINE_AND_DOTS
  }

  record Line(String name, Style style, List<Dot> dots) {}

  /// A point with its intervals (NaN without) and what is written beside it, if anything.
  record Dot(Estimate x, Estimate y, String label) {
    static Dot of(double x, double y) {
      return new Dot(Estimate.bare(x), Estimate.bare(y), "");
    }
  }

  Chart {
    lines = lines.stream().filter(line -> !line.dots().isEmpty()).toList();
    // A cost of nothing has no place on a log axis.
    boolean isPositive = values(lines, true).allMatch(value -> value > 0);
    x = new Axis(x.title(), x.unit(), x.isLog() && isPositive, x.rows());
  }

  DoubleStream xs() {
    return values(lines, true);
  }

  DoubleStream ys() {
    return values(lines, false);
  }

  private static DoubleStream values(List<Line> lines, boolean ofX) {
    return lines.stream()
        .flatMap(line -> line.dots().stream())
        .map(dot -> ofX ? dot.x() : dot.y())
        .flatMapToDouble(e -> DoubleStream.of(e.mean(), e.low(), e.high()))
        .filter(Double::isFinite);
  }
}
