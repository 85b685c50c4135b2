package dev.pointsman.bandit;

import java.util.Optional;

/// A policy that is taught: mutable, one thread.
///
/// Its state is a pure function of the lessons in their order; the same lessons give the same bits
/// on every machine (StrictMath, scalar code, fixed order). An arm it was never told of is treated
/// as new, never as an error.
public interface Learner extends Policy {

  void learn(Lesson lesson);

  /// The arm whose answers the last lesson showed to be no longer what they were; it is trusted
  /// less from then on, and so tried more.
  default Optional<String> changed() {
    return Optional.empty();
  }

  /// All that was learnt so far, frozen: immutable, for any thread, the same answers as this
  /// learner.
  Policy snapshot();

  /// Name and version of the algorithm with its hyper-parameters; part of each `policy_version`.
  String build();
}
