package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.ArmFields;
import dev.pointsman.feedback.DecisionIds;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that a stream's entries up to one of them come to: the learner and what is remembered beside
/// it. Equal entries, equal bytes. One thread.
final class FoldState {

  private static final String KIND = "state of a fold";
  private static final int VERSION = 1;

  /// With a candidate behind the rest.
  private static final int CONTESTED = 2;

  private static final Order.Freeze NOTHING = new Order.Freeze(false, false, "");

  private final Build build;
  private final Learner learner;
  private final Held held;
  private final Intake intake;
  private final Arena arena;
  private List<Arm> arms;
  private Order.Freeze frozen = NOTHING;
  private boolean chosen;

  private FoldState(Build build, Learner learner, Held held, Intake intake, List<Arm> arms) {
    this.build = build;
    this.learner = learner;
    this.held = held;
    this.intake = intake;
    this.arena = new Arena(build, learner);
    this.arms = arms;
  }

  /// Before the first entry; the arms are those that were told first of all, `without` whose
  /// feedback does not count.
  static FoldState begin(Build build, Learner learner, Set<Long> without, List<Arm> arms) {
    learner.learn(new Lesson.Arms(arms));
    return new FoldState(build, learner, new Held(without), new Intake(), List.copyOf(arms));
  }

  /// What was kept, of whichever learner it is. Throws `IllegalArgumentException` or {@link
  /// dev.pointsman.bandit.learners.SnapshotException} when it is damaged or foreign.
  static FoldState restore(Snapshot snapshot, Build configured) {
    Build build = configured.of(snapshot.origin()).orElseThrow(() -> foreign(snapshot));
    ByteReader in = ByteReader.of(KIND, snapshot.state());
    int version = in.one();
    if (version != VERSION && version != CONTESTED) {
      throw new IllegalArgumentException("a " + KIND + " of version " + version);
    }
    List<Arm> arms = ArmFields.parse(in.text());
    Order.Freeze frozen = new Order.Freeze(in.flag(), in.flag(), in.text());
    Intake intake = Intake.read(snapshot, in);
    Held held = Held.read(in);
    Learner learner = build.restore(in.block());
    FoldState state = new FoldState(build, learner, held, intake, arms);
    if (version == CONTESTED) {
      state.arena.read(in);
    }
    in.end();
    state.frozen = frozen;
    state.chosen = snapshot.chosen();
    return state;
  }

  private static IllegalArgumentException foreign(Snapshot snapshot) {
    return new IllegalArgumentException(
        "its features, of schema " + snapshot.origin().schema() + ", are not the configuration's");
  }

  Snapshot snapshot() {
    return snapshot(chosen);
  }

  /// The same as the choice of a cut-over.
  Snapshot snapshotAsChosen() {
    return snapshot(true);
  }

  private Snapshot snapshot(boolean isChosen) {
    ByteWriter out = new ByteWriter().one(arena.isEmpty() ? VERSION : CONTESTED);
    out.text(ArmFields.of(arms));
    out.flag(frozen.learning()).flag(frozen.exploring()).text(frozen.by());
    intake.write(out);
    held.write(out);
    out.block(build.save(learner));
    arena.write(out);
    return new Snapshot(
        build.origin(learner), intake.lastId(), intake.folded(), isChosen, out.toBytes());
  }

  /// Learns an entry that is no order, or passes over it while learning is stopped. Whatever a
  /// learner throws, it throws on every replica.
  void learn(RewardEntry entry) {
    if (frozen.learning()) {
      passOver(entry);
      return;
    }
    Optional<Lesson> due =
        entry.lesson() instanceof Lesson.Graded graded
            ? held.due(entry, graded)
            : Optional.of(entry.lesson());
    arena.take(entry, due, due, arms);
    DecisionIds.millis(entry.decisionId()).ifPresent(at -> learner.learn(new Lesson.At(at)));
    due.ifPresent(learner::learn);
    folded(entry);
  }

  /// Of such an entry only arms are learnt; a candidate is measured by it still.
  void passOver(RewardEntry entry) {
    boolean isOfArms = entry.lesson() instanceof Lesson.Arms;
    Optional<Lesson> due = isOfArms ? Optional.of(entry.lesson()) : Optional.empty();
    arena.take(entry, due, Optional.of(entry.lesson()), arms);
    if (entry.lesson() instanceof Lesson.Graded graded) {
      held.passedOver(entry, graded);
    }
    due.ifPresent(learner::learn);
    folded(entry);
  }

  private void folded(RewardEntry entry) {
    if (entry.lesson() instanceof Lesson.Arms told) {
      arms = told.arms();
    }
    intake.lesson(entry);
  }

  /// An entry that cannot be read or learnt.
  void quarantine(String id) {
    intake.corrupt(id);
  }

  void freeze(Order.Freeze order) {
    frozen = order;
  }

  /// What serves is the stream's choice, as it was before a rollback.
  void choose(boolean isChosen) {
    chosen |= isChosen;
  }

  /// An order was obeyed, or could not be.
  void ordered(String id) {
    intake.order(id);
  }

  /// What it serves now, and the candidate beside it.
  LivePolicy live() {
    Policy serving = exploring(learner.snapshot());
    String schema = build.schema().hash();
    String made = Versions.hash(learner.build() + " " + schema);
    String armsHash = Versions.hash(arms);
    return new LivePolicy(
        serving,
        lastId() + "/" + made + "/" + armsHash,
        schema,
        arena
            .challenger(serving, lastId(), armsHash)
            .map(found -> found.with(exploring(found.policy()))));
  }

  /// While exploring is stopped, the best arm for certain.
  private Policy exploring(Policy learnt) {
    if (!frozen.exploring()) {
      return learnt;
    }
    return asked ->
        learnt.assess(
            new Question(asked.context(), asked.eligible(), asked.lambda(), asked.value(), false));
  }

  /// Where a candidate is tried beside it.
  Arena arena() {
    return arena;
  }

  Intake intake() {
    return intake;
  }

  String lastId() {
    return intake.lastId();
  }

  /// Whose feedback does not count.
  Set<Long> without() {
    return held.without();
  }

  List<Arm> arms() {
    return arms;
  }

  Build build() {
    return build;
  }

  Learner learner() {
    return learner;
  }

  boolean chosen() {
    return chosen;
  }

  Order.Freeze frozen() {
    return frozen;
  }
}
