package dev.pointsman.feedback;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
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

  int FREEZE = 1;
  int ROLLBACK = 2;
  int ADOPT = 3;

  default void write(ByteWriter out) {
    switch (this) {
      case Freeze freeze -> out.one(FREEZE).flag(freeze.learning()).flag(freeze.exploring());
      case Rollback rollback -> out.one(ROLLBACK).text(rollback.name());
      case Adopt adopt -> out.one(ADOPT).text(adopt.name());
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
      default -> throw new IllegalArgumentException("an order of kind " + kind + " is unknown");
    };
  }
}
