package dev.pointsman.datasets;

import org.jspecify.annotations.Nullable;

/// What one model did with one prompt.
///
/// `score` 0..1; tokens, `costUsd` and `latencySeconds` are NaN where the table does not say;
/// `answer` is null where none was extracted or published; `isEstimate` says that the tokens were
/// not counted but guessed from the texts.
public record Outcome(
    double score,
    double inputTokens,
    double outputTokens,
    double costUsd,
    double latencySeconds,
    @Nullable String answer,
    boolean isEstimate) {

  boolean hasTokens() {
    return !Double.isNaN(inputTokens) && !Double.isNaN(outputTokens);
  }

  boolean hasCost() {
    return !Double.isNaN(costUsd);
  }
}
