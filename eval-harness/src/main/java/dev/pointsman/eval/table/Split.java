package dev.pointsman.eval.table;

import dev.pointsman.bandit.Seeds;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The rows of a table in a seed's order: the first half to learn from, the second held out.
///
/// The stream is also cut into folds by place, for choices made inside it. Immutable.
public final class Split {

  public static final int FOLDS = 5;

  private final long seed;
  private final int[] stream;
  private final int[] heldOut;

  private Split(long seed, int[] stream, int[] heldOut) {
    this.seed = seed;
    this.stream = stream;
    this.heldOut = heldOut;
  }

  public static Split of(int rows, long seed) {
    int[] order = shuffled(rows, seed);
    int half = rows / 2;
    return new Split(
        seed, Arrays.copyOfRange(order, 0, half), Arrays.copyOfRange(order, half, rows));
  }

  /// The same with whole conversations on one side: the stream ends with the conversation that
  /// fills its half. `clusters` numbers the conversation of each row.
  public static Split of(int[] clusters, long seed) {
    int[] order = shuffled(clusters.length, seed);
    int half = clusters.length / 2;
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int cluster : clusters) {
      sizes.merge(cluster, 1, Integer::sum);
    }
    Set<Integer> streamed = new HashSet<>();
    int rows = 0;
    for (int i = 0; rows < half; i++) {
      int cluster = clusters[order[i]];
      if (streamed.add(cluster)) {
        rows += sizes.getOrDefault(cluster, 0);
      }
    }
    return new Split(
        seed,
        Arrays.stream(order).filter(row -> streamed.contains(clusters[row])).toArray(),
        Arrays.stream(order).filter(row -> !streamed.contains(clusters[row])).toArray());
  }

  /// These rows are held out and all others are the stream, both in the seed's order.
  public static Split leavingOut(int rows, Set<Integer> heldOut, long seed) {
    int[] order = shuffled(rows, seed);
    return new Split(
        seed,
        Arrays.stream(order).filter(row -> !heldOut.contains(row)).toArray(),
        Arrays.stream(order).filter(heldOut::contains).toArray());
  }

  /// Fisher and Yates' shuffle of 0..n-1 from a seed.
  public static int[] shuffled(int n, long seed) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = (int) (Seeds.uniform(Seeds.mix(seed) + i) * (i + 1));
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  public long seed() {
    return seed;
  }

  public int streamSize() {
    return stream.length;
  }

  public int heldOutSize() {
    return heldOut.length;
  }

  /// The row at a place of the stream.
  public int stream(int place) {
    return stream[place];
  }

  public int heldOut(int place) {
    return heldOut[place];
  }

  public int[] streamRows() {
    return stream.clone();
  }

  public int[] heldOutRows() {
    return heldOut.clone();
  }

  /// The fold of a place of the stream; the order is random already.
  public static int fold(int place) {
    return place % FOLDS;
  }
}
