package dev.pointsman.feedback.grading;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Papers that wait to be graded, one queue a route, shared by a fleet. Any thread; nothing blocks;
/// stages fail when the store is away.
///
/// A paper is gone a quarter of an hour after it was offered, whoever is there or not. Until it is
/// done it is handed out again when its lease ran out: at least once, never twice at a time.
public interface PaperQueue {

  Duration LIFE = Duration.ofMinutes(15);
  Duration LEASE = Duration.ofMinutes(2);

  /// Papers a route holds at most; one more is not taken.
  int MOST = 1_000;

  /// A paper as it travels: of a decision, readable to the fleet alone, in base64.
  record Sealed(String decisionId, String text) {}

  /// False when the queue is full or has a paper of this decision.
  CompletionStage<Boolean> offer(String route, Sealed paper);

  /// Those that nobody has, longest waiting first; the taker's for the length of a lease.
  CompletionStage<List<Sealed>> take(String route, int most);

  /// The paper is not needed any more.
  CompletionStage<Void> done(String route, String decisionId);

  /// A paper that is still there, whoever has it.
  CompletionStage<Optional<Sealed>> find(String route, String decisionId);
}
