package dev.pointsman.eval.run;

import org.jspecify.annotations.Nullable;

/// A score in 0..1 with the final answer it was given for, where one can be named.
record Grade(double score, @Nullable String answer) {

  static Grade of(boolean isRight, @Nullable String answer) {
    return new Grade(isRight ? 1 : 0, answer);
  }
}
