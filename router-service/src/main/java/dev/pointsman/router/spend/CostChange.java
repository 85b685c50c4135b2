package dev.pointsman.router.spend;

import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Why one period cost more than another: how many requests there were (`volume`), which models
/// served them (`mix`), how many tokens a request had (`length`), what a token cost (`price`). All
/// in micro-USD; the four sum exactly to the difference. Pure.
///
/// Cost is volume x sum over models of share x length x price. Each factor's part is its Shapley
/// value: what moving it alone changes, averaged over all 24 orders of moving them. A model that
/// only one period has is taken to have the same length and price in the other, so that its coming
/// is mix.
public record CostChange(long before, long after, long volume, long mix, long length, long price) {

  private static final int VOLUME = 0;
  private static final int MIX = 1;
  private static final int LENGTH = 2;
  private static final int FACTORS = 4;
  private static final int[] FACTORIALS = {1, 1, 2, 6, 24};

  public static CostChange of(List<Spent> before, List<Spent> after) {
    Map<String, Tally> old = byModel(before);
    Map<String, Tally> now = byModel(after);
    List<double[][]> models = new ArrayList<>();
    double oldVolume = Spent.total(before).get(Part.REQUESTS);
    double newVolume = Spent.total(after).get(Part.REQUESTS);
    Map<String, Tally> all = new TreeMap<>(old);
    all.putAll(now);
    for (String model : all.keySet()) {
      double[] a = factors(old.getOrDefault(model, Tally.NONE), oldVolume);
      double[] b = factors(now.getOrDefault(model, Tally.NONE), newVolume);
      models.add(new double[][] {filled(a, b), filled(b, a)});
    }
    double[] parts = shapley(new double[] {oldVolume, newVolume}, models);
    long was = Spent.total(before).whole(Part.MICRO_USD);
    long is = Spent.total(after).whole(Part.MICRO_USD);
    long[] whole = whole(parts, is - was);
    return new CostChange(was, is, whole[0], whole[1], whole[2], whole[3]);
  }

  private static Map<String, Tally> byModel(List<Spent> spent) {
    Map<String, Tally> models = new TreeMap<>();
    spent.forEach(one -> models.merge(one.group().model(), one.tally(), Tally::plus));
    return models;
  }

  /// Share, length and price; NaN where nothing tells.
  private static double[] factors(Tally tally, double volume) {
    double requests = tally.get(Part.REQUESTS);
    double tokens = tally.get(Part.INPUT_TOKENS) + tally.get(Part.OUTPUT_TOKENS);
    double cost = tally.get(Part.MICRO_USD);
    if (tokens == 0 && cost > 0) {
      tokens = requests; // billed by the request: one unit each
    }
    return new double[] {
      volume > 0 ? requests / volume : 0,
      requests > 0 ? tokens / requests : Double.NaN,
      tokens > 0 ? cost / tokens : Double.NaN
    };
  }

  private static double[] filled(double[] own, double[] other) {
    double[] filled = own.clone();
    for (int i = 0; i < filled.length; i++) {
      double instead = Double.isNaN(other[i]) ? 0 : other[i];
      filled[i] = Double.isNaN(own[i]) ? instead : own[i];
    }
    return filled;
  }

  private static double[] shapley(double[] volumes, List<double[][]> models) {
    double[] costs = new double[1 << FACTORS];
    for (int moved = 0; moved < costs.length; moved++) {
      double sum = 0;
      for (double[][] model : models) {
        double share = model[bit(moved, MIX)][0];
        double length = model[bit(moved, LENGTH)][1];
        double price = model[bit(moved, FACTORS - 1)][2];
        sum += share * length * price;
      }
      costs[moved] = volumes[bit(moved, VOLUME)] * sum;
    }
    double[] parts = new double[FACTORS];
    for (int factor = 0; factor < FACTORS; factor++) {
      for (int moved = 0; moved < costs.length; moved++) {
        if (bit(moved, factor) == 0) {
          int size = Integer.bitCount(moved);
          double weight =
              (double) FACTORIALS[size] * FACTORIALS[FACTORS - 1 - size] / FACTORIALS[FACTORS];
          parts[factor] += weight * (costs[moved | 1 << factor] - costs[moved]);
        }
      }
    }
    return parts;
  }

  private static int bit(int set, int factor) {
    return set >> factor & 1;
  }

  /// Rounded; the largest part takes what rounding leaves.
  private static long[] whole(double[] parts, long total) {
    long[] whole = Arrays.stream(parts).mapToLong(Math::round).toArray();
    int largest = 0;
    for (int i = 1; i < whole.length; i++) {
      largest = Math.abs(whole[i]) > Math.abs(whole[largest]) ? i : largest;
    }
    whole[largest] += total - Arrays.stream(whole).sum();
    return whole;
  }
}
