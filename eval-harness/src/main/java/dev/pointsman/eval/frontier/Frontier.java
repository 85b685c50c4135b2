package dev.pointsman.eval.frontier;

import dev.pointsman.eval.table.ArmTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What the arms of a table reach: one by one, mixed at random, by category, and with hindsight.
public final class Frontier {

  private static final double MATCHED_SHARE = 0.99;

  private final ArmTable table;
  private final List<Point> arms;
  private final double cheapest;
  private final double dearest;

  public Frontier(ArmTable table) {
    this.table = table;
    int[] all = new int[table.rows()];
    for (int row = 0; row < all.length; row++) {
      all[row] = row;
    }
    this.arms = means(table, all);
    this.cheapest = models().stream().mapToDouble(Point::cost).min().orElse(0);
    this.dearest = models().stream().mapToDouble(Point::cost).max().orElse(0);
  }

  /// Mean cost and quality of each arm over these rows.
  public static List<Point> means(ArmTable table, int[] rows) {
    List<Point> means = new ArrayList<>();
    for (int arm = 0; arm < table.arms(); arm++) {
      double quality = 0;
      double cost = 0;
      for (int row : rows) {
        quality += table.quality(row, arm);
        cost += table.cost(row, arm);
      }
      means.add(new Point(cost / rows.length, quality / rows.length, table.id(arm)));
    }
    return means;
  }

  /// The single models.
  public List<Point> models() {
    return arms.subList(0, table.models());
  }

  /// The single models and the cascades.
  public List<Point> arms() {
    return arms;
  }

  public FrontierReport.Mix singles() {
    return mix(models());
  }

  public FrontierReport.Mix strategies() {
    return mix(arms);
  }

  private FrontierReport.Mix mix(List<Point> points) {
    Hull hull = Hull.of(points);
    double bestSingle = models().stream().mapToDouble(Point::quality).max().orElse(0);
    return FrontierReport.Mix.of(
        hull, aiq(hull), hull.costOf(MATCHED_SHARE * bestSingle), bestQuality(points));
  }

  private static double bestQuality(List<Point> points) {
    return points.stream().mapToDouble(Point::quality).max().orElse(0);
  }

  /// The best arm of each row at each lambda, chosen knowing its score.
  public FrontierReport.Oracle oracle() {
    List<Point> path = oracle(table, IntStream.range(0, table.rows()).toArray());
    return new FrontierReport.Oracle(
        aiq(Hull.of(path)), path.getLast().quality(), path.getLast().cost());
  }

  /// All the oracle reaches on these rows, from the cheapest to the best.
  public static List<Point> oracle(ArmTable table, int[] rows) {
    Groups groups = new Groups(rows.length, table.arms());
    for (int i = 0; i < rows.length; i++) {
      for (int arm = 0; arm < table.arms(); arm++) {
        groups.believe(i, arm, table.quality(rows[i], arm), table.cost(rows[i], arm));
        groups.realise(i, arm, table.quality(rows[i], arm), table.cost(rows[i], arm));
      }
    }
    return LambdaPath.of(groups, rows.length);
  }

  public FrontierReport.ByCategory categoryMean() {
    CategoryMean categories = new CategoryMean(table);
    return new FrontierReport.ByCategory(
        aiq(Hull.of(categories.inSample())), aiq(Hull.of(categories.twoFold())));
  }

  private double aiq(Hull hull) {
    return hull.mean(cheapest, dearest);
  }
}
