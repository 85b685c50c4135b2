package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.change.Candidacy;
import dev.pointsman.bandit.change.Candidacy.Outcome;
import dev.pointsman.bandit.change.Candidacy.Stage;
import dev.pointsman.bandit.learners.SnapshotException;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.DecisionIds;
import dev.pointsman.feedback.Evidence;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.Proposal;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.Stake;
import dev.pointsman.feedback.fold.Standing.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A candidate policy beside the learner of a fold: it is taught the same lessons, says of each
/// decision what it would have done, and moves on or goes by the outcomes that were asked for.
///
/// Part of the fold's state: a pure function of the stream from the entry that proposed it on. It
/// learns from decisions made since, so no lesson amends one it never heard. One thread.
final class Contest {

  private static final Logger LOG = LoggerFactory.getLogger(Contest.class);
  private static final int MOST_STEPS = 20;

  private final String id;
  private final long beganMillis;
  private final Proposal proposal;
  private final Learner learner;
  private final Candidacy candidacy;
  private final OpenRows open;
  private final List<Step> steps = new ArrayList<>();
  private double leastAsked = 1;
  private final Faults failures = new Faults(LOG);

  private Contest(
      String id,
      long beganMillis,
      Proposal proposal,
      Learner learner,
      Candidacy candidacy,
      OpenRows open) {
    this.id = id;
    this.beganMillis = beganMillis;
    this.proposal = proposal;
    this.learner = learner;
    this.candidacy = candidacy;
    this.open = open;
  }

  /// Throws `IllegalArgumentException` when this build has no such learner.
  static Contest begin(RewardEntry order, Proposal proposal, Learner learner) {
    Contest begun =
        new Contest(
            order.id(),
            order.tsMillis(),
            proposal,
            learner,
            new Candidacy(proposal.rules()),
            new OpenRows());
    begun.steps.add(new Step(Stage.SHADOW, order.id(), order.tsMillis(), ""));
    return begun;
  }

  Proposal proposal() {
    return proposal;
  }

  /// By somebody's word; false where that can do nothing.
  boolean steer(RewardEntry order, Order.Steer steer) {
    String word = "by " + steer.by();
    Stage before = candidacy.stage();
    boolean isDone =
        switch (steer.move()) {
          case PROMOTE -> candidacy.promote(word);
          case STOP -> candidacy.stop(word);
          case RETRY -> false;
        };
    moved(order, before);
    return isDone;
  }

  /// What serves has been changed by an order: the comparison is over.
  void overtaken(RewardEntry order) {
    Stage before = candidacy.stage();
    candidacy.stop("what serves was changed");
    moved(order, before);
  }

  /// An entry that is no order; `lesson` is what the serving learner is taught of it, empty where
  /// it is passed over, `reward` what the answer was worth where it was graded.
  void take(RewardEntry entry, Optional<Lesson> lesson, OptionalDouble reward, List<Arm> arms) {
    if (candidacy.stage().isOver()) {
      return;
    }
    Stage before = candidacy.stage();
    try {
      measure(entry, reward, arms);
      lesson.filter(due -> isDue(entry, due)).ifPresent(due -> teach(entry, due));
    } catch (RuntimeException e) { // Never the serving learner's business.
      failures.add("the candidate failed on entry " + entry.id() + ": " + e);
    }
    moved(entry, before);
  }

  private void measure(RewardEntry entry, OptionalDouble reward, List<Arm> arms) {
    if (entry.lesson() instanceof Lesson.Usage usage) {
      entry
          .facts()
          .stake()
          .filter(stake -> stake.candidacy().equals(id))
          .ifPresent(stake -> decided(entry, usage, stake, arms));
    }
    if (reward.isPresent() && !entry.facts().shadow()) {
      graded(entry, reward.getAsDouble());
    }
  }

  private void decided(RewardEntry entry, Lesson.Usage usage, Stake stake, List<Arm> arms) {
    double usd = entry.facts().costMicroUsd() / 1e6;
    if (candidacy.isWarmingUp()) {
      candidacy.priced(usd, entry.facts().lambda());
    } else if (stake.share() != candidacy.share()) {
      return; // Of the stage before.
    } else if (stake.share() > 0) {
      open.put(entry, OpenRows.Row.served(usd, stake.byCandidate()));
    } else {
      Wish.of(entry.facts(), usage.context(), stake, arms)
          .shadowed(learner, proposal, candidacy.scale())
          .ifPresent(row -> open.put(entry, OpenRows.Row.shadowed(usd, row)));
    }
  }

  private void graded(RewardEntry entry, double reward) {
    OptionalDouble asked =
        entry.facts().evidence().map(Evidence::asked).orElse(OptionalDouble.empty());
    if (asked.isEmpty()) {
      return;
    }
    Optional<OpenRows.Row> row = open.take(entry);
    if (row.isEmpty()) {
      return;
    }
    leastAsked = Math.min(leastAsked, asked.getAsDouble());
    double weight = leastAsked / asked.getAsDouble();
    Outcome outcome = new Outcome(reward, row.get().usd());
    row.get().shadow().ifPresent(wish -> candidacy.shadowed(wish, weight, outcome));
    if (row.get().shadow().isEmpty()) {
      candidacy.served(row.get().byCandidate(), weight, outcome);
    }
  }

  private boolean isDue(RewardEntry entry, Lesson lesson) {
    return lesson instanceof Lesson.Arms
        || DecisionIds.millis(entry.decisionId()).orElse(0) >= beganMillis;
  }

  private void teach(RewardEntry entry, Lesson lesson) {
    DecisionIds.millis(entry.decisionId()).ifPresent(at -> learner.learn(new Lesson.At(at)));
    learner.learn(lesson);
    if (lesson instanceof Lesson.Graded) {
      candidacy.taught();
    }
  }

  private void moved(RewardEntry at, Stage before) {
    if (candidacy.stage() != before) {
      open.clear();
      steps.add(new Step(candidacy.stage(), at.id(), at.tsMillis(), candidacy.why()));
    }
  }

  /// What decisions need to know; `serving` stands in for its policy while it decides nothing.
  Optional<Challenger> challenger(Policy serving, String lastId, String armsHash) {
    if (candidacy.stage().isOver()) {
      return Optional.empty();
    }
    double share = candidacy.share();
    return Optional.of(
        new Challenger(
            id,
            share,
            share > 0 ? learner.snapshot() : serving,
            lastId + "/" + Versions.hash(learner.build() + " candidate") + "/" + armsHash,
            proposal.lambda()));
  }

  /// The newest.
  Step step() {
    return steps.getLast();
  }

  Standing standing() {
    return Standing.of(id, proposal, candidacy, List.copyOf(steps), failures.count());
  }

  void write(ByteWriter out, Build serving) {
    out.text(id).count(beganMillis);
    proposal.write(out);
    candidacy.write(out);
    open.write(out);
    out.count(steps.size());
    steps.forEach(step -> step.write(out));
    out.number(leastAsked).count(failures.count());
    out.block(serving.named(proposal.learner()).save(learner));
  }

  /// What `write` wrote. With a learner that this build cannot go on with it is over.
  static Contest read(ByteReader in, Build serving) {
    String id = in.text();
    long beganMillis = in.count();
    Proposal proposal = Proposal.read(in);
    Candidacy candidacy = Candidacy.read(proposal.rules(), in);
    OpenRows open = OpenRows.read(in);
    List<Step> steps = new ArrayList<>();
    for (int left = in.count(MOST_STEPS); left > 0; left--) {
      steps.add(Step.read(in));
    }
    double leastAsked = in.number();
    long failures = in.count();
    byte[] saved = in.block();
    Build build = serving.named(proposal.learner());
    Learner learner;
    try {
      learner = build.restore(saved);
    } catch (SnapshotException e) {
      LOG.warn("the candidate is over: what it learnt cannot be used ({})", e.getMessage());
      learner = build.fresh();
      if (candidacy.stop("its learner is of another build")) {
        steps.add(new Step(candidacy.stage(), id, beganMillis, candidacy.why()));
      }
    }
    Contest contest = new Contest(id, beganMillis, proposal, learner, candidacy, open);
    contest.steps.addAll(steps);
    contest.leastAsked = leastAsked;
    contest.failures.resume(failures);
    return contest;
  }
}
