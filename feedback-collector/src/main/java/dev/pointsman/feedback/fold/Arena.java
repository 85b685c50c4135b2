package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.Proposal;
import dev.pointsman.feedback.RewardEntry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The place beside the learner of a fold where a candidate is tried; empty as long as none is. One
/// thread.
final class Arena {

  private final Build build;
  private final Learner serving;
  private Optional<Contest> contest = Optional.empty();

  Arena(Build build, Learner serving) {
    this.build = build;
    this.serving = serving;
  }

  /// A candidate from this entry on; nothing where it is the one that is tried. False when this
  /// build cannot.
  boolean propose(RewardEntry order, Optional<Proposal> proposal, List<Arm> arms) {
    if (proposal.equals(contest.map(Contest::proposal))) {
      return true;
    }
    try {
      contest = proposal.map(wanted -> begun(order, wanted, arms));
      return true;
    } catch (IllegalArgumentException e) {
      contest = Optional.empty();
      return false;
    }
  }

  /// False where there is nothing to steer.
  boolean steer(RewardEntry order, Order.Steer steer, List<Arm> arms) {
    if (steer.move() == Order.Move.RETRY) {
      contest = contest.map(known -> begun(order, known.proposal(), arms));
      return contest.isPresent();
    }
    return contest.map(candidate -> candidate.steer(order, steer)).orElse(false);
  }

  private Contest begun(RewardEntry order, Proposal proposal, List<Arm> arms) {
    return Contest.begin(order, proposal, build.beside(proposal.learner(), serving, arms));
  }

  /// What serves comes from elsewhere; the candidate of before is told and stays to be seen.
  void inherit(RewardEntry order, Arena before) {
    contest = before.contest;
    contest.ifPresent(candidate -> candidate.overtaken(order));
  }

  /// An entry that is no order: `due` is what is taught of it, and by `told` it is measured.
  void take(RewardEntry entry, Optional<Lesson> due, Optional<Lesson> told, List<Arm> arms) {
    contest.ifPresent(candidate -> candidate.take(entry, due, reward(entry, told), arms));
  }

  private static OptionalDouble reward(RewardEntry entry, Optional<Lesson> told) {
    boolean isOfAll = told.isPresent() && entry.facts().evidence().isPresent();
    return isOfAll && told.get() instanceof Lesson.Graded graded
        ? OptionalDouble.of(graded.reward())
        : OptionalDouble.empty();
  }

  Optional<Standing.Step> step() {
    return contest.map(Contest::step);
  }

  Optional<Standing> standing() {
    return contest.map(Contest::standing);
  }

  /// What decisions need to know of it; see {@link Contest#challenger}.
  Optional<Challenger> challenger(Policy policy, String lastId, String armsHash) {
    return contest.flatMap(candidate -> candidate.challenger(policy, lastId, armsHash));
  }

  boolean isEmpty() {
    return contest.isEmpty();
  }

  /// Nothing where it is empty.
  void write(ByteWriter out) {
    contest.ifPresent(candidate -> candidate.write(out, build));
  }

  /// What one that was not empty wrote.
  void read(ByteReader in) {
    contest = Optional.of(Contest.read(in, build));
  }
}
