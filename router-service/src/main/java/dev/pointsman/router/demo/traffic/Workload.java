package dev.pointsman.router.demo.traffic;

import dev.pointsman.datasets.tasks.Draw;

/// What the users ask, one prompt after another. Asked by one thread.
public interface Workload {

  Ask next(Draw draw);

  /// A prompt, and what an answer to it is worth.
  record Ask(String prompt, Marking marking) {}

  /// How good an answer is: 1 is right, 0 is wrong.
  interface Marking {
    double quality(String answer, String servedBy);
  }
}
