package dev.pointsman.eval.report;

import java.util.ArrayList;
import java.util.List;

/// A figure of estimates one below the other, each with its interval.
final class Forest {

  private final List<String> names = new ArrayList<>();
  private final List<Chart.Dot> dots = new ArrayList<>();
  private final StringBuilder alt = new StringBuilder();

  void add(String name, Estimate estimate, Unit unit) {
    if (Double.isNaN(estimate.mean())) {
      return;
    }
    dots.add(new Chart.Dot(estimate, Estimate.bare(names.size()), ""));
    names.add(name);
    alt.append(name).append(' ').append(unit.text(estimate)).append(". ");
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  Chart chart(String name, String title, Chart.Axis x) {
    Chart.Line line = new Chart.Line(x.title(), Chart.Style.DOTS, dots);
    return new Chart(name, title, alt.toString().strip(), x, Chart.Axis.rows(names), List.of(line));
  }
}
