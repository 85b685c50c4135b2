package dev.pointsman.feedback.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A map from [0, 1] into [0, 1] that never falls: linear between its knots, flat outside them.
/// Immutable, any thread.
///
/// Fitted by isotonic regression: the non-decreasing function with the least weighted squared
/// error, found by pooling adjacent violators, O(n log n). A few pairs that agree with another map
/// (the identity) are added, so that values hardly anybody gave keep near what it says. Source:
/// Barlow, Brunk, The Isotonic Regression Problem and its Dual (1972); Zadrozny, Elkan,
/// Transforming Classifier Scores into Accurate Multiclass Probability Estimates (2002).
public final class MonotoneMap {

  public static final MonotoneMap IDENTITY =
      new MonotoneMap(List.of(new Knot(0, 0), new Knot(1, 1)));

  private static final int PRIOR_PLACES = 5;
  private static final double PRIOR_PAIRS = 5;

  private final List<Knot> knots;

  /// The map takes `value` to `gold`.
  public record Knot(double value, double gold) {}

  private MonotoneMap(List<Knot> knots) {
    this.knots = knots;
  }

  /// A map through these knots, of which neither coordinate may fall.
  public static MonotoneMap of(List<Knot> knots) {
    if (knots.isEmpty()) {
      throw new IllegalArgumentException("a map needs a knot");
    }
    Knot before = new Knot(0, 0);
    for (Knot knot : knots) {
      boolean rises = knot.value() >= before.value() && knot.gold() >= before.gold();
      if (!rises || !(knot.value() <= 1 && knot.gold() <= 1)) {
        throw new IllegalArgumentException("knots must rise within [0, 1], were " + knots);
      }
      before = knot;
    }
    return new MonotoneMap(List.copyOf(knots));
  }

  /// The map that these pairs speak for.
  public static MonotoneMap fit(List<Pair> pairs) {
    double total = pairs.stream().mapToDouble(Pair::weight).sum();
    return fit(pairs, IDENTITY, pairs.isEmpty() ? 1 : total / pairs.size() * PRIOR_PAIRS);
  }

  /// The same, drawn towards another map with so much weight.
  public static MonotoneMap fit(List<Pair> pairs, MonotoneMap towards, double weight) {
    SortedMap<Double, Block> places = new TreeMap<>();
    pairs.forEach(pair -> add(places, pair));
    for (int i = 0; i < PRIOR_PLACES; i++) {
      double place = (double) i / (PRIOR_PLACES - 1);
      add(places, new Pair(place, towards.at(place), weight / PRIOR_PLACES));
    }
    List<Block> blocks = new ArrayList<>();
    for (Block block : places.values()) {
      blocks.add(block);
      pool(blocks);
    }
    return new MonotoneMap(knots(blocks));
  }

  public double at(double value) {
    if (value <= knots.getFirst().value()) {
      return knots.getFirst().gold();
    }
    for (int i = 1; i < knots.size(); i++) {
      Knot right = knots.get(i);
      if (value <= right.value()) {
        Knot left = knots.get(i - 1);
        double width = right.value() - left.value();
        double share = width > 0 ? (value - left.value()) / width : 1;
        return left.gold() + share * (right.gold() - left.gold());
      }
    }
    return knots.getLast().gold();
  }

  public List<Knot> knots() {
    return knots;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MonotoneMap that && knots.equals(that.knots);
  }

  @Override
  public int hashCode() {
    return knots.hashCode();
  }

  @Override
  public String toString() {
    return "MonotoneMap" + knots;
  }

  private static void add(SortedMap<Double, Block> places, Pair pair) {
    Block block = new Block(pair.weight(), pair.weight() * pair.gold(), pair.value());
    places.merge(pair.value(), block, Block::with);
  }

  /// Joins the last block with those before it that lie higher.
  private static void pool(List<Block> blocks) {
    while (blocks.size() >= 2 && blocks.get(blocks.size() - 2).mean() >= blocks.getLast().mean()) {
      Block last = blocks.removeLast();
      blocks.add(blocks.removeLast().with(last));
    }
  }

  private static List<Knot> knots(List<Block> blocks) {
    List<Knot> knots = new ArrayList<>();
    for (Block block : blocks) {
      double gold = Math.clamp(block.mean(), 0, 1);
      knots.add(new Knot(block.from, gold));
      if (block.to > block.from) {
        knots.add(new Knot(block.to, gold));
      }
    }
    return List.copyOf(knots);
  }

  /// Pairs side by side that get one value.
  private static final class Block {
    private final double from;
    private double to;
    private double weight;
    private double sum;

    Block(double weight, double sum, double value) {
      this.weight = weight;
      this.sum = sum;
      this.from = value;
      this.to = value;
    }

    double mean() {
      return sum / weight;
    }

    Block with(Block next) {
      weight += next.weight;
      sum += next.sum;
      to = next.to;
      return this;
    }
  }
}
