package dev.pointsman.router.grading;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.router.config.ReviewPlan;
import dev.pointsman.router.review.Review;
import dev.pointsman.router.review.Reviews;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// That an answer was drawn for review, and with which probability.
record ForReview(Reviews reviews, ReviewPlan plan, Duration horizon, double probability) {

  CompletionStage<Boolean> enter(LoggedDecision decision, String arm, Review.Texts texts) {
    return reviews.enter(decision, arm, probability, texts, new Reviews.Terms(plan, horizon));
  }
}
