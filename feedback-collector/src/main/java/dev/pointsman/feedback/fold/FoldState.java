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
import dev.pointsman.feedback.Evidence;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.Proposal;
import dev.pointsman.feedback.Reward;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/// All that a stream's entries up to one of them come to: the learner and what is remembered beside
/// it. Equal entries, equal bytes. One thread.
final class FoldState {

  private static final String KIND = "state of a fold";
  private static final int VERSION = 1;

  /// With a candidate behind the rest.
  private static final int CONTESTED = 2;

  private static final int MOST_WITHOUT = 10_000;
  private static final Order.Freeze NOTHING = new Order.Freeze(false, false, "");

  private final Build build;
  private final Learner learner;
  private boolean chosen;
  private final Held held;
  private final Set<Long> without;
  private List<Arm> arms;
  private Order.Freeze frozen = NOTHING;
  private Optional<Contest> contest = Optional.empty();
  private String lastId = RewardLog.BEGINNING;
  private long folded;
  private long outcomes;
  private long rewards;
  private long corrupt;

  private FoldState(
      Build build, Learner learner, boolean chosen, Held held, Set<Long> without, List<Arm> arms) {
    this.without = new TreeSet<>(without);
    this.build = build;
    this.learner = learner;
    this.chosen = chosen;
    this.held = held;
    this.arms = arms;
  }

  /// Before the first entry; the arms are those that were told first of all, `without` whose
  /// feedback does not count.
  static FoldState begin(Build build, Learner learner, Set<Long> without, List<Arm> arms) {
    learner.learn(new Lesson.Arms(arms));
    return new FoldState(build, learner, false, new Held(), without, List.copyOf(arms));
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
    long outcomes = in.count();
    long rewards = in.count();
    long corrupt = in.count();
    Set<Long> without = new TreeSet<>();
    for (int left = in.count(MOST_WITHOUT); left > 0; left--) {
      without.add(in.fixed());
    }
    Held held = Held.read(in);
    Learner learner = build.restore(in.block());
    Optional<Contest> contest =
        version == CONTESTED ? Optional.of(Contest.read(in, build)) : Optional.empty();
    in.end();
    FoldState state = new FoldState(build, learner, snapshot.chosen(), held, without, arms);
    state.frozen = frozen;
    state.contest = contest;
    state.lastId = snapshot.lastId();
    state.folded = snapshot.folded();
    state.outcomes = outcomes;
    state.rewards = rewards;
    state.corrupt = corrupt;
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
    int version = contest.isPresent() ? CONTESTED : VERSION;
    ByteWriter out = new ByteWriter().one(version).text(ArmFields.of(arms));
    out.flag(frozen.learning()).flag(frozen.exploring()).text(frozen.by());
    out.count(outcomes).count(rewards).count(corrupt);
    out.count(without.size());
    without.forEach(out::fixed);
    held.write(out);
    out.block(build.save(learner));
    contest.ifPresent(candidate -> candidate.write(out, build));
    return new Snapshot(build.origin(learner), lastId, folded, isChosen, out.toBytes());
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
            ? grade(entry, graded)
            : Optional.of(entry.lesson());
    contest.ifPresent(candidate -> candidate.take(entry, due, reward(entry, due), arms));
    DecisionIds.millis(entry.decisionId()).ifPresent(at -> learner.learn(new Lesson.At(at)));
    due.ifPresent(learner::learn);
    told(entry);
    folded(entry.id());
  }

  /// The lesson that brings the learner to where the stream is, without those whose feedback does
  /// not count; empty when nothing is left.
  private Optional<Lesson> grade(RewardEntry entry, Lesson.Graded given) {
    Optional<Evidence> touched =
        entry.facts().evidence().filter(evidence -> evidence.isOf(without));
    if (touched.isEmpty()) {
      return Optional.of(held.due(entry.decisionId(), given));
    }
    Optional<Reward> others = touched.get().rewardWithout(without);
    if (others.isEmpty()) {
      held.passedOver(entry, given);
      return Optional.empty();
    }
    return Optional.of(held.taught(entry.decisionId(), given, others.get()));
  }

  /// Of such an entry only arms are learnt; a candidate is measured by it still.
  void passOver(RewardEntry entry) {
    boolean isOfArms = entry.lesson() instanceof Lesson.Arms;
    Optional<Lesson> due = isOfArms ? Optional.of(entry.lesson()) : Optional.empty();
    contest.ifPresent(
        candidate -> candidate.take(entry, due, reward(entry, Optional.of(entry.lesson())), arms));
    if (entry.lesson() instanceof Lesson.Graded graded) {
      held.passedOver(entry, graded);
    }
    due.ifPresent(learner::learn);
    told(entry);
    folded(entry.id());
  }

  private static OptionalDouble reward(RewardEntry entry, Optional<Lesson> due) {
    boolean isOfAll = due.isPresent() && entry.facts().evidence().isPresent();
    return isOfAll && due.get() instanceof Lesson.Graded graded
        ? OptionalDouble.of(graded.reward())
        : OptionalDouble.empty();
  }

  /// An entry that cannot be read or learnt.
  void quarantine(String id) {
    corrupt++;
    folded(id);
  }

  void freeze(Order.Freeze order) {
    frozen = order;
  }

  /// What serves is the stream's choice, as it was before a rollback.
  void choose(boolean isChosen) {
    chosen |= isChosen;
  }

  /// A candidate from this entry on; nothing where it is the one that is tried. False when this
  /// build cannot.
  boolean propose(RewardEntry order, Optional<Proposal> proposal) {
    if (proposal.equals(contest.map(Contest::proposal))) {
      return true;
    }
    try {
      contest = proposal.map(wanted -> begun(order, wanted));
      return true;
    } catch (IllegalArgumentException e) {
      contest = Optional.empty();
      return false;
    }
  }

  private Contest begun(RewardEntry order, Proposal proposal) {
    return Contest.begin(order, proposal, build.beside(proposal.learner(), learner, arms));
  }

  /// False where there is nothing to steer.
  boolean steer(RewardEntry order, Order.Steer steer) {
    if (steer.move() == Order.Move.RETRY) {
      contest = contest.map(known -> begun(order, known.proposal()));
      return contest.isPresent();
    }
    return contest.map(candidate -> candidate.steer(order, steer)).orElse(false);
  }

  /// What serves comes from elsewhere; the candidate of before is told and stays to be seen.
  void keepContest(RewardEntry order, FoldState before) {
    contest = before.contest;
    contest.ifPresent(candidate -> candidate.overtaken(order));
  }

  Optional<Standing.Step> step() {
    return contest.map(Contest::step);
  }

  Optional<Standing> standing() {
    return contest.map(Contest::standing);
  }

  /// An order was obeyed, or could not be.
  void ordered(String id) {
    folded(id);
  }

  private void folded(String id) {
    folded++;
    lastId = id;
  }

  private void told(RewardEntry entry) {
    switch (entry.lesson()) {
      case Lesson.Usage _ -> outcomes++;
      case Lesson.Graded _ -> rewards++;
      case Lesson.Arms told -> arms = told.arms();
      case Lesson.Verified _, Lesson.At _ -> {}
    }
  }

  /// What it serves now, and the candidate beside it.
  LivePolicy live() {
    Policy serving = exploring(learner.snapshot());
    String schema = build.schema().hash();
    String made = Versions.hash(learner.build() + " " + schema);
    String armsHash = Versions.hash(arms);
    return new LivePolicy(
        serving,
        lastId + "/" + made + "/" + armsHash,
        schema,
        contest
            .flatMap(candidate -> candidate.challenger(serving, lastId, armsHash))
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

  Set<Long> without() {
    return without;
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

  String lastId() {
    return lastId;
  }

  long folded() {
    return folded;
  }

  long outcomes() {
    return outcomes;
  }

  long rewards() {
    return rewards;
  }

  long corrupt() {
    return corrupt;
  }
}
