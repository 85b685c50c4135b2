package dev.pointsman.router.review;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/// With which probability an answer is drawn for review, so that a week's number is met however
/// much traffic there is: what is left of the number, spread over the answers that are expected in
/// what is left of the week (from Monday, UTC). It depends on answers before this one alone. Pure.
final class ReviewDraw {

  private static final long WEEK_MILLIS = Duration.ofDays(7).toMillis();

  /// The last minutes of a week are counted as an hour, so that no answer is drawn for being late.
  private static final long LEAST_MILLIS = Duration.ofHours(1).toMillis();

  /// Where traffic grew and the number is reached early, answers go on being drawn as if this share
  /// of it were left: those of the week's end would else stand for nothing.
  private static final double LEAST_LEFT = 0.05;

  private ReviewDraw() {}

  /// More than these are never drawn in a week.
  static int most(int perWeek) {
    return perWeek + (perWeek + 1) / 2;
  }

  /// `picked` this week so far, `perMilli` how many answers a millisecond are expected.
  static double probability(int perWeek, long picked, double perMilli, long nowMillis) {
    if (picked >= most(perWeek)) {
      return 0;
    }
    double left = Math.max(perWeek * LEAST_LEFT, (double) (perWeek - picked));
    long rest = Math.max(LEAST_MILLIS, weekStart(nowMillis) + WEEK_MILLIS - nowMillis);
    return Math.min(1, left / Math.max(1, perMilli * (double) rest));
  }

  static long weekStart(long nowMillis) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(nowMillis), ZoneOffset.UTC);
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .toEpochMilli();
  }
}
