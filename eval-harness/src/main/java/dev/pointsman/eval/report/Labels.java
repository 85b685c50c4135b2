package dev.pointsman.eval.report;

import java.util.ArrayList;
import java.util.List;

/// Finds places for the words beside the dots of a figure, so that none covers another.
final class Labels {

  private static final double LETTER = 6.1;
  private static final double HEIGHT = 12;
  private static final double GAP = 9;

  private final double right;
  private final List<Box> taken = new ArrayList<>();

  private record Box(double x, double y, double width, double height) {
    boolean meets(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }

  /// Where a label starts, and its base line.
  record Place(double x, double y) {}

  Labels(double right) {
    this.right = right;
  }

  static double width(String text) {
    return LETTER * text.length();
  }

  void avoid(double x, double y) {
    taken.add(new Box(x - 5, y - 5, 10, 10));
  }

  void avoidLine(double fromX, double fromY, double toX, double toY) {
    int steps = 1 + (int) (Math.hypot(toX - fromX, toY - fromY) / 6);
    for (int i = 0; i <= steps; i++) {
      double share = (double) i / steps;
      double x = fromX + share * (toX - fromX);
      taken.add(new Box(x - 1, fromY + share * (toY - fromY) - 1, 2, 2));
    }
  }

  /// Right of the dot if that is free, else left, above or below, else further away.
  Place place(double x, double y, String text) {
    double width = width(text);
    double[][] offsets = {
      {GAP, 4},
      {-GAP - width, 4},
      {-width / 2, -GAP},
      {-width / 2, GAP + 9},
      {GAP, -9},
      {GAP, 17},
      {-GAP - width, -9},
      {-GAP - width, 17},
      {-width / 2, -GAP - 13},
      {-width / 2, GAP + 22},
      {4 - width, -GAP - 4},
      {-GAP - width, 30},
      {GAP, 30},
      {4 - width, -GAP - 18}
    };
    for (double[] offset : offsets) {
      Box box = new Box(x + offset[0], y + offset[1] - 10, width, HEIGHT);
      if (box.x > 60 && box.x + width < right && taken.stream().noneMatch(box::meets)) {
        taken.add(box);
        return new Place(box.x, y + offset[1]);
      }
    }
    return new Place(Math.min(x + GAP, right - width), y + 4);
  }
}
