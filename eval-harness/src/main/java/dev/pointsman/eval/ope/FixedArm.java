package dev.pointsman.eval.ope;

import dev.pointsman.datasets.BadInputException;

/// Always the same arm, by name or number.
final class FixedArm implements Target {

  private final String given;

  FixedArm(String given) {
    this.given = given;
  }

  @Override
  public double[] of(LogRow row, ArmNames names) {
    int wanted = names.find(given);
    int size = row.size() == 0 ? Math.max(wanted, row.arm) + 1 : row.size();
    double[] always = new double[size];
    for (int i = 0; i < size; i++) {
      always[i] = names.id(row, i) == wanted ? 1 : 0;
    }
    return always;
  }

  @Override
  public void finish(ArmNames names) {
    int wanted = names.find(given);
    if (wanted < 0 || wanted >= names.size()) {
      throw new BadInputException(
          "--target arm=" + given, "there is no such arm in the log", "its arms are " + names);
    }
  }
}
