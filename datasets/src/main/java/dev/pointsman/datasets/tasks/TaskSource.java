package dev.pointsman.datasets.tasks;

import java.util.List;

/// Makes the tasks of one kind.
interface TaskSource {

  Puzzle next(Draw draw, Difficulty difficulty);

  /// A prompt, its right answer, and answers that somebody who slips would give. Mistakes equal to
  /// the answer are dropped later, so a source need not look for them.
  record Puzzle(String prompt, String answer, List<String> mistakes) {}
}
