package dev.pointsman.router.config;

import java.util.Optional;

/// How many answers a week people are asked to grade, and whether the texts of those are kept,
/// sealed, until they are graded.
public record ReviewPlan(int perWeek, boolean keepsTexts) {

  static Optional<ReviewPlan> of(Section route) {
    if (!route.keys().contains("review")) {
      return Optional.empty();
    }
    Section section = route.section("review");
    return Optional.of(
        new ReviewPlan(
            (int) section.integer("per_week", 0), section.flag("keep_texts").orElse(false)));
  }
}
