package dev.pointsman.router.review;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.SharedTable.Contents;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// The answers a fleet drew for review, those of this week and those that wait. Any thread; stages
/// fail while the store is away.
final class ReviewBook {

  private static final int ATTEMPTS = 20;

  private final SharedTable table;

  ReviewBook(SharedTable table) {
    this.table = table;
  }

  /// Oldest first.
  CompletionStage<List<Review>> all() {
    return table.read().thenApply(ReviewBook::reviews);
  }

  /// Enters one unless its route has so many of its week already; forgets those from before
  /// `oldestMillis`. Says whether it was entered.
  CompletionStage<Boolean> enter(Review review, int most, long oldestMillis) {
    return change(
        contents -> {
          List<Review> known = reviews(contents);
          long week = ReviewDraw.weekStart(review.tsMillis());
          long picked = picked(known, review.route(), week);
          if (picked >= most || contents.entries().containsKey(review.key())) {
            return Map.of();
          }
          Map<String, Optional<String>> changes = new HashMap<>();
          known.stream()
              .filter(old -> old.tsMillis() < Math.min(oldestMillis, week))
              .forEach(old -> changes.put(old.key(), Optional.empty()));
          changes.put(review.key(), Optional.of(review.json()));
          return changes;
        },
        ATTEMPTS);
  }

  /// Takes one off those that wait.
  CompletionStage<Boolean> graded(Review review) {
    return change(
        contents ->
            contents.entries().containsKey(review.key())
                ? Map.of(review.key(), Optional.of(review.graded().json()))
                : Map.of(),
        ATTEMPTS);
  }

  /// Lets go of those that waited too long: of `week` and later, whose draws are counted, only the
  /// texts.
  CompletionStage<Boolean> outlived(List<Review> stale, long week) {
    return change(
        contents -> {
          Map<String, Optional<String>> changes = new HashMap<>();
          stale.stream()
              .filter(review -> contents.entries().containsKey(review.key()))
              .forEach(
                  review ->
                      changes.put(
                          review.key(),
                          Optional.of(review.bare().json())
                              .filter(r -> review.tsMillis() >= week)));
          return changes;
        },
        ATTEMPTS);
  }

  /// Removes those of these decisions.
  CompletionStage<Boolean> forget(Set<String> decisions) {
    return change(
        contents -> {
          Map<String, Optional<String>> changes = new HashMap<>();
          reviews(contents).stream()
              .filter(review -> decisions.contains(review.decisionId()))
              .forEach(review -> changes.put(review.key(), Optional.empty()));
          return changes;
        },
        ATTEMPTS);
  }

  /// How many of a route's were drawn since.
  static long picked(List<Review> known, String route, long sinceMillis) {
    return known.stream()
        .filter(review -> review.route().equals(route) && review.tsMillis() >= sinceMillis)
        .count();
  }

  private CompletionStage<Boolean> change(
      Function<Contents, Map<String, Optional<String>>> edit, int attempts) {
    return table
        .read()
        .thenCompose(
            contents -> {
              Map<String, Optional<String>> changes = edit.apply(contents);
              if (changes.isEmpty() || attempts == 0) {
                return CompletableFuture.completedStage(false);
              }
              return table
                  .change(contents.version(), changes)
                  .thenCompose(
                      version ->
                          version.isPresent()
                              ? CompletableFuture.completedStage(true)
                              : change(edit, attempts - 1));
            });
  }

  private static List<Review> reviews(Contents contents) {
    return contents.entries().values().stream()
        .flatMap(text -> Review.read(text).stream())
        .sorted(Comparator.comparingLong(Review::tsMillis).thenComparing(Review::decisionId))
        .toList();
  }
}
