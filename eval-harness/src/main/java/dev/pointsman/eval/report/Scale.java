package dev.pointsman.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// Maps the values of an axis to places on the page, and says where its ticks are.
final class Scale {

  private static final int TICKS = 6;
  private static final double MARGIN = 0.06;

  private final Chart.Axis axis;
  private final double least;
  private final double greatest;
  private final double from;
  private final double to;

  /// Values lie between `from` and `to` with a margin.
  Scale(Chart.Axis axis, DoubleStream values, double from, double to) {
    this.axis = axis;
    this.from = from;
    this.to = to;
    double[] all = values.map(this::inner).toArray();
    double low = DoubleStream.of(all).min().orElse(0);
    double high = DoubleStream.of(all).max().orElse(1);
    if (!axis.rows().isEmpty()) {
      low = 0;
      high = axis.rows().size() - 1;
    }
    double width = high - low;
    double margin = axis.rows().isEmpty() ? (width > 0 ? MARGIN * width : 0.5) : 0.6;
    this.least = low - margin;
    this.greatest = high + margin;
  }

  private double inner(double value) {
    return axis.isLog() ? Math.log10(value) : value;
  }

  double at(double value) {
    return from + (inner(value) - least) / (greatest - least) * (to - from);
  }

  /// Least and greatest value that can be seen.
  double lowest() {
    return axis.isLog() ? Math.pow(10, least) : least;
  }

  double highest() {
    return axis.isLog() ? Math.pow(10, greatest) : greatest;
  }

  List<Double> ticks() {
    if (!axis.rows().isEmpty()) {
      return DoubleStream.iterate(0, i -> i + 1).limit(axis.rows().size()).boxed().toList();
    }
    return axis.isLog() && greatest - least > 0.5 ? logTicks() : linearTicks();
  }

  String label(double tick) {
    return axis.rows().isEmpty() ? axis.unit().tick(tick) : axis.rows().get((int) tick);
  }

  private List<Double> logTicks() {
    double[] steps = greatest - least > 3.5 ? new double[] {1} : new double[] {1, 2, 5};
    List<Double> ticks = new ArrayList<>();
    for (int decade = (int) Math.floor(least); decade <= Math.ceil(greatest); decade++) {
      for (double step : steps) {
        double tick = step * Math.pow(10, decade);
        if (Math.log10(tick) >= least && Math.log10(tick) <= greatest) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private List<Double> linearTicks() {
    double rough = (highest() - lowest()) / TICKS;
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double ratio = rough / decade;
    double step = decade * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(lowest() / step); i * step <= highest(); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
