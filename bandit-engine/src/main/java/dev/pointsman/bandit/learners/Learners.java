package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Learner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// All learners by name: the same code offline and live. Any thread.
public final class Learners {

  /// Where none is named.
  public static final String DEFAULT = "adaptive";

  private static final String CLUSTER_TABLE = "cluster-table";
  private static final Set<String> FLOOR_ALONE = Set.of("greedy", "epsilon-greedy");
  private static final char TIMES = '*';
  private static final double FLOOR = 0.01;
  private static final Hierarchy.Settings APART =
      new Hierarchy.Settings(0.5, 0.2, 2, 100, 1, 40, false);
  private static final Hierarchy.Settings TOGETHER =
      new Hierarchy.Settings(0.5, 0.2, 5, 300, 30, 40, true);
  private static final Exploration ELIMINATION = new Elimination(30, 2, 0.1, FLOOR);
  private static final Exploration EPSILON_GREEDY = new UpperBound(0, 0.05);

  /// Where published scores stand in for the first hundred answers, less needs to be tried: the
  /// scales were chosen on tables and models that no bar is measured on (docs/experiments.md).
  private static final Exploration COLD = new Thompson(0.85, FLOOR);

  private static final Exploration INFORMED = new Thompson(0.6, FLOOR);

  private static final Map<String, Function<FeatureSchema, Learner>> MAKERS = new TreeMap<>();

  static {
    MAKERS.put(DEFAULT, Learners::adaptive);
    MAKERS.put("lints", schema -> apart("lints/1", schema, new Thompson(1, FLOOR)));
    MAKERS.put("igw", schema -> apart("igw/1", schema, new InverseGap(30, FLOOR)));
    MAKERS.put("igw-elim", schema -> apart("igw-elim/1", schema, ELIMINATION));
    MAKERS.put("linucb", schema -> apart("linucb/1", schema, new UpperBound(1, FLOOR)));
    MAKERS.put("greedy", schema -> apart("greedy/1", schema, new UpperBound(0, FLOOR)));
    MAKERS.put("epsilon-greedy", schema -> apart("epsilon-greedy/1", schema, EPSILON_GREEDY));
    MAKERS.put("mean", schema -> apart("mean/1", Blocks.none(), new Thompson(1, FLOOR)));
    MAKERS.put(
        CLUSTER_TABLE,
        schema -> new ClusterTable("cluster-table/1", schema, new Thompson(1, FLOOR)));
  }

  private Learners() {}

  public static List<String> names() {
    return List.copyOf(MAKERS.keySet());
  }

  /// The name of a learner that believes what `name` does and explores so many times as much.
  public static String exploring(String name, double times) {
    return times == 1 ? name : name + TIMES + times;
  }

  /// A learner that knows nothing yet; an unknown name is refused with the names there are.
  public static Learner create(String name, FeatureSchema schema) {
    Function<FeatureSchema, Learner> maker = MAKERS.get(model(name));
    if (maker == null) {
      throw new IllegalArgumentException(
          "unknown learner " + name + "; there are " + String.join(", ", names()));
    }
    Learner plain = maker.apply(schema);
    return name.equals(model(name))
        ? plain
        : saved(plain).exploring(Double.parseDouble(name.substring(model(name).length() + 1)));
  }

  /// One of `name` that knows what another knows, whose name differs in how it explores alone;
  /// empty for any other.
  public static Optional<Learner> create(
      String name, FeatureSchema schema, String otherName, Learner other) {
    if (!model(name).equals(model(otherName)) || !isSaved(name)) {
      return Optional.empty();
    }
    StateWriter state = new StateWriter();
    saved(other).save(state);
    LinearLearner learner = saved(create(name, schema));
    learner.restore(new StateReader(state.toBytes()));
    return Optional.of(learner);
  }

  private static String model(String name) {
    int times = name.indexOf(TIMES);
    return times < 0 ? name : name.substring(0, times);
  }

  /// Whether `save` takes a learner of this name.
  public static boolean isSaved(String name) {
    return !model(name).equals(CLUSTER_TABLE);
  }

  /// Whether it explores by doubt, so that it can do so more or less.
  public static boolean isTempered(String name) {
    return isSaved(name) && !FLOOR_ALONE.contains(name);
  }

  /// The learner's whole state with a checksum, to go on from bit for bit as if never interrupted.
  ///
  /// Some 70 kB an arm. `cluster-table` is for evaluation only and refuses.
  public static byte[] save(Learner learner, FeatureSchema schema) {
    StateWriter state = new StateWriter();
    saved(learner).save(state);
    return new Snapshot(learner.build(), schema.hash(), state.toBytes()).toBytes();
  }

  /// A learner as it was saved.
  ///
  /// @throws SnapshotException when the bytes are damaged, of another learner, of another version
  ///   of it or learnt from other features; nothing of it is used then
  public static Learner restore(byte[] bytes, String name, FeatureSchema schema) {
    Snapshot snapshot = Snapshot.of(bytes);
    Learner learner = create(name, schema);
    if (!snapshot.build().equals(learner.build())) {
      throw new SnapshotException("it is of " + snapshot.build() + ", not " + learner.build());
    }
    if (!snapshot.schema().equals(schema.hash())) {
      throw new SnapshotException(
          "its features are " + snapshot.schema() + ", here they are " + schema.hash());
    }
    saved(learner).restore(new StateReader(snapshot.state()));
    return learner;
  }

  private static LinearLearner saved(Learner learner) {
    if (learner instanceof LinearLearner linear) {
      return linear;
    }
    throw new IllegalArgumentException(learner.build() + " keeps no snapshots");
  }

  private static Learner adaptive(FeatureSchema schema) {
    return new LinearLearner("adaptive/4", Blocks.of(schema), TOGETHER, COLD, INFORMED);
  }

  private static Learner apart(String build, FeatureSchema schema, Exploration exploration) {
    return apart(build, Blocks.of(schema), exploration);
  }

  private static Learner apart(String build, Blocks blocks, Exploration exploration) {
    return new LinearLearner(build, blocks, APART, exploration, exploration);
  }
}
