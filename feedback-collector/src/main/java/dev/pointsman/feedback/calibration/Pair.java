package dev.pointsman.feedback.calibration;

/// One answer on which two signals spoke: the value to be mapped, the value it should have had, and
/// how many answers it stands for. Values are in [0, 1], the weight is above 0.
public record Pair(double value, double gold, double weight) {

  public Pair {
    if (!(value >= 0 && value <= 1 && gold >= 0 && gold <= 1 && weight > 0)) {
      throw new IllegalArgumentException(
          "a pair needs values in [0, 1] and a weight above 0, was "
              + value
              + ", "
              + gold
              + ", "
              + weight);
    }
  }
}
