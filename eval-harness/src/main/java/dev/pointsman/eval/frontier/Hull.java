package dev.pointsman.eval.frontier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// The upper concave, non-decreasing envelope of points: what mixing them at random can reach.
///
/// Between two corners the value is linear (a mixture of both), right of the last one it is flat,
/// left of the first there is nothing to buy: 0. Monotone chain (Andrew 1979), O(n log n).
public final class Hull {

  private static final int MIDPOINTS = 2_000;

  private final List<Point> corners;

  private Hull(List<Point> corners) {
    this.corners = corners;
  }

  public static Hull of(Collection<Point> points) {
    List<Point> sorted = new ArrayList<>(points);
    sorted.sort(
        Comparator.comparingDouble(Point::cost)
            .thenComparing(Comparator.comparingDouble(Point::quality).reversed()));
    List<Point> corners = new ArrayList<>();
    for (Point point : sorted) {
      if (!corners.isEmpty() && point.quality() <= corners.getLast().quality()) {
        continue;
      }
      while (corners.size() > 1 && isBelow(corners, point)) {
        corners.removeLast();
      }
      corners.add(point);
    }
    return new Hull(List.copyOf(corners));
  }

  /// Whether the last corner lies on or under the line from the one before it to the next point.
  private static boolean isBelow(List<Point> corners, Point next) {
    Point a = corners.get(corners.size() - 2);
    Point b = corners.getLast();
    return (b.quality() - a.quality()) * (next.cost() - a.cost())
        <= (next.quality() - a.quality()) * (b.cost() - a.cost());
  }

  /// By ascending cost and quality.
  public List<Point> corners() {
    return corners;
  }

  public double at(double cost) {
    if (corners.isEmpty() || cost < corners.getFirst().cost()) {
      return 0;
    }
    int right = 0;
    while (right < corners.size() && corners.get(right).cost() <= cost) {
      right++;
    }
    return between(right, cost);
  }

  private double between(int right, double cost) {
    Point left = corners.get(right - 1);
    if (right == corners.size()) {
      return left.quality();
    }
    Point next = corners.get(right);
    double share = (cost - left.cost()) / (next.cost() - left.cost());
    return left.quality() + share * (next.quality() - left.quality());
  }

  /// AIQ: the mean height over a range of costs, by 2,000 midpoints on a linear axis.
  ///
  /// A range of no width gives the height there.
  public double mean(double cheapest, double dearest) {
    double sum = 0;
    int right = 0;
    for (int i = 0; i < MIDPOINTS; i++) {
      double cost = cheapest + (dearest - cheapest) * (i + 0.5) / MIDPOINTS;
      while (right < corners.size() && corners.get(right).cost() <= cost) {
        right++;
      }
      sum += right == 0 ? 0 : between(right, cost);
    }
    return sum / MIDPOINTS;
  }

  /// AIQ as RouterBench's code has it: the area right of the first corner over the dearest cost,
  /// not over the range, so that it grows when the cheapest arm gets cheaper (arXiv 2403.12031).
  public double meanAsCoded(double dearest) {
    if (corners.isEmpty() || dearest <= corners.getFirst().cost()) {
      return 0;
    }
    double first = corners.getFirst().cost();
    return mean(first, dearest) * (dearest - first) / dearest;
  }

  /// The least cost at which the quality is reached; empty when it never is.
  public OptionalDouble costOf(double quality) {
    for (int i = 0; i < corners.size(); i++) {
      Point corner = corners.get(i);
      if (corner.quality() < quality) {
        continue;
      }
      if (i == 0) {
        return OptionalDouble.of(corner.cost());
      }
      Point before = corners.get(i - 1);
      double share = (quality - before.quality()) / (corner.quality() - before.quality());
      return OptionalDouble.of(before.cost() + share * (corner.cost() - before.cost()));
    }
    return OptionalDouble.empty();
  }
}
