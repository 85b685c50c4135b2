package dev.pointsman.router.upstream;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// How long an upstream asks to be left alone: `retry-after-ms` (OpenAI, Azure), else `Retry-After`
/// in seconds or as a date (RFC 9110, 10.2.3). Anything else counts as absent; most answers have
/// neither, and cost nothing here.
final class RetryAfter {

  private RetryAfter() {}

  static Optional<Duration> of(String millis, String seconds, Instant now) {
    return number(millis, 1).or(() -> number(seconds, 1000)).or(() -> date(seconds, now));
  }

  private static Optional<Duration> number(String text, double unitMillis) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      double value = Double.parseDouble(text.strip()) * unitMillis;
      return value >= 0 && value < Integer.MAX_VALUE
          ? Optional.of(Duration.ofMillis(Math.round(value)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> date(String text, Instant now) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant then =
          ZonedDateTime.parse(
                  text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
              .toInstant();
      return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
