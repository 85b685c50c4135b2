package dev.pointsman.eval.report;

/// Small pieces of JSON that several parts read.
final class Parts {

  private Parts() {}

  /// The observed quality of a bin, with its interval.
  static Estimate observed(Facts bin) {
    double low = bin.node().path("ci95").path(0).asDouble(Double.NaN);
    double high = bin.node().path("ci95").path(1).asDouble(Double.NaN);
    return Estimate.of(bin.number("observed"), low, high);
  }
}
