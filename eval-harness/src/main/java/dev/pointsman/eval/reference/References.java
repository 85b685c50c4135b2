package dev.pointsman.eval.reference;

import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The references on one split, each answering with the arm it takes on every held-out row.
///
/// All are made from the stream alone, with every arm's outcome there. Immutable once made, any
/// thread.
public final class References {

  private static final double[] STRENGTHS = {10, 30, 100, 300, 1000};

  private final ArmTable table;
  private final Split split;
  private final CostHead costs;
  private final List<Candidate> ridge;
  private final List<Candidate> nearest;

  /// `setting` is the ridge strength or the number of neighbours chosen inside the stream.
  public record Chosen(double setting, List<Integer> arms) {}

  public References(ArmTable table, float[][] features, Neighbours neighbours, Split split) {
    this.table = table;
    this.split = split;
    double[] floors = CostHead.floors(table, split);
    this.costs =
        new CostHead(
            table,
            new RidgeFolds(features, split, row -> CostHead.targets(table, row, floors)),
            split);
    RidgeFolds folds = new RidgeFolds(features, split, this::qualities);
    this.ridge = new ArrayList<>();
    for (double strength : STRENGTHS) {
      ridge.add(folds.candidate(strength));
    }
    this.nearest = NearestMeans.candidates(table, split, neighbours);
  }

  private double[] qualities(int row) {
    double[] qualities = new double[table.arms()];
    for (int arm = 0; arm < qualities.length; arm++) {
      qualities[arm] = table.quality(row, arm);
    }
    return qualities;
  }

  /// The arm of the highest mean utility on the stream.
  public int bestFixed(double lambda) {
    return bestFixed(table, split, lambda);
  }

  public static int bestFixed(ArmTable table, Split split, double lambda) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int arm = 0; arm < table.arms(); arm++) {
      double sum = 0;
      for (int place = 0; place < split.streamSize(); place++) {
        int row = split.stream(place);
        sum += table.quality(row, arm) - lambda * table.cost(row, arm);
      }
      if (sum > highest) {
        highest = sum;
        best = arm;
      }
    }
    return best;
  }

  public Chosen ridge(double lambda) {
    return choose(ridge, lambda);
  }

  public Chosen nearest(double lambda) {
    return choose(nearest, lambda);
  }

  /// Smile's logistic regression, once for all lambdas of a list.
  public List<Chosen> logistic(float[][] features, List<Double> lambdas) {
    return each(new Classifiers(table, features, split).logistic(), lambdas);
  }

  /// Smile's random forest likewise.
  public List<Chosen> forest(float[][] features, List<Double> lambdas) {
    return each(new Classifiers(table, features, split).forest(), lambdas);
  }

  private List<Chosen> each(Estimates heldOut, List<Double> lambdas) {
    return lambdas.stream()
        .map(
            lambda -> {
              int[] arms = Estimates.best(heldOut, costs.heldOut(), lambda);
              return new Chosen(Double.NaN, Arrays.stream(arms).boxed().toList());
            })
        .toList();
  }

  private Chosen choose(List<Candidate> candidates, double lambda) {
    Candidate best = candidates.getFirst();
    double highest = Double.NEGATIVE_INFINITY;
    for (Candidate candidate : candidates) {
      int[] arms = Estimates.best(candidate.stream(), costs.stream(), lambda);
      double sum = 0;
      for (int place = 0; place < arms.length; place++) {
        int row = split.stream(place);
        sum += table.quality(row, arms[place]) - lambda * table.cost(row, arms[place]);
      }
      if (sum > highest) {
        highest = sum;
        best = candidate;
      }
    }
    int[] arms = Estimates.best(best.heldOut(), costs.heldOut(), lambda);
    return new Chosen(best.setting(), Arrays.stream(arms).boxed().toList());
  }
}
