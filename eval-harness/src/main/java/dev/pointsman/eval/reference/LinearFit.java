package dev.pointsman.eval.reference;

/// Coefficients of several targets on the same inputs, the constant first.
public final class LinearFit {

  private final int width;
  private final double[] coefficients;

  LinearFit(int width, double[] coefficients) {
    this.width = width;
    this.coefficients = coefficients;
  }

  public double predict(int target, float[] x) {
    int at = target * width;
    double sum = coefficients[at];
    for (int i = 1; i < width; i++) {
      sum += coefficients[at + i] * x[i - 1];
    }
    return sum;
  }
}
