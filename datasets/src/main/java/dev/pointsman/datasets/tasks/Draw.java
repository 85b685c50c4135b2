package dev.pointsman.datasets.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The dice of one task. Not for use by several threads.
public final class Draw {

  private final SplittableRandom random;

  public Draw(long seed) {
    random = new SplittableRandom(seed);
  }

  /// An integer from `low` to `high`, both possible.
  public int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  public double uniform() {
    return random.nextDouble();
  }

  /// A waiting time with the given mean, as between the events of a Poisson process.
  public double exponential(double mean) {
    return -mean * Math.log1p(-random.nextDouble());
  }

  /// A factor around 1: half of the draws lie below it, and `spread` is the deviation of its
  /// logarithm.
  public double factor(double spread) {
    return Math.exp(spread * random.nextGaussian());
  }

  @SafeVarargs
  public final <T> T of(T first, T... others) {
    int index = random.nextInt(others.length + 1);
    return index == 0 ? first : others[index - 1];
  }

  public <T> T of(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  /// `count` different items in random order.
  public <T> List<T> some(List<T> items, int count) {
    List<T> pool = new ArrayList<>(items);
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, pool.size());
      T item = pool.get(i);
      pool.set(i, pool.get(other));
      pool.set(other, item);
    }
    return List.copyOf(pool.subList(0, count));
  }

  public <T> List<T> shuffled(List<T> items) {
    return some(items, items.size());
  }
}
