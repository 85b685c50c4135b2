package dev.pointsman.feedback;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import java.util.List;
import java.util.Optional;

/// What all who fold a route's stream do at this entry of it, as one. `by` says who gave it.
public sealed interface Order {

  String by();

  /// The snapshot without which it cannot be obeyed.
  default Optional<String> snapshot() {
    return Optional.empty();
  }

  /// What stops from here on, and goes on where it is false. While learning is stopped lessons are
  /// passed over for good; while exploring is stopped the best arm is taken. Arms are told still.
  record Freeze(boolean learning, boolean exploring, String by) implements Order {}

  /// The learner is again what it was behind the snapshot's last entry; what was learnt since is
  /// forgotten.
  record Rollback(String name, String by) implements Order {

    /// The entry it goes back to.
    public String lastId() {
      return name.substring(0, name.indexOf('.'));
    }

    @Override
    public Optional<String> snapshot() {
      return Optional.of(name);
    }
  }

  /// The learner is from here on the snapshot's, taught all entries between.
  record Adopt(String name, String by) implements Order {
    @Override
    public Optional<String> snapshot() {
      return Optional.of(name);
    }
  }

  /// From here on this candidate is tried, unless it is the one that is; without one, none is.
  record Propose(Optional<Proposal> proposal, String by) implements Order {}

  /// What is done with the candidate by somebody's word.
  enum Move {
    /// One step on: from shadow to canary, from canary to serving.
    PROMOTE,
    /// It serves nobody any more.
    STOP,
    /// It begins anew in shadow, as if proposed now.
    RETRY
  }

  record Steer(Move move, String by) implements Order {}

  int FREEZE = 1;
  int ROLLBACK = 2;
  int ADOPT = 3;
  int PROPOSE = 4;
  int STEER = 5;

  /// A move's code is its place.
  List<Move> MOVES = List.of(Move.values());

  default void write(ByteWriter out) {
    switch (this) {
      case Freeze freeze -> out.one(FREEZE).flag(freeze.learning()).flag(freeze.exploring());
      case Rollback rollback -> out.one(ROLLBACK).text(rollback.name());
      case Adopt adopt -> out.one(ADOPT).text(adopt.name());
      case Propose propose -> {
        out.one(PROPOSE).flag(propose.proposal().isPresent());
        propose.proposal().ifPresent(proposal -> proposal.write(out));
      }
      case Steer steer -> out.one(STEER).one(MOVES.indexOf(steer.move()));
    }
    out.text(by());
  }

  /// Reads what `write` wrote; an `IllegalArgumentException` names what is wrong with it.
  static Order read(ByteReader in) {
    int kind = in.one();
    return switch (kind) {
      case FREEZE -> new Freeze(in.flag(), in.flag(), in.text());
      case ROLLBACK -> new Rollback(in.text(), in.text());
      case ADOPT -> new Adopt(in.text(), in.text());
      case PROPOSE ->
          new Propose(in.flag() ? Optional.of(Proposal.read(in)) : Optional.empty(), in.text());
      case STEER -> new Steer(move(in.one()), in.text());
      default -> throw new IllegalArgumentException("an order of kind " + kind + " is unknown");
    };
  }

  private static Move move(int code) {
    if (code >= MOVES.size()) {
      throw new IllegalArgumentException("a move of code " + code + " is unknown");
    }
    return MOVES.get(code);
  }
}
