package dev.pointsman.router.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;

/// Points in time as a configuration writes them: a day like `2026-01-31`, which is its midnight
/// UTC, or a time like `2026-01-31T12:00:00Z`.
final class Moments {

  static final String SHAPE =
      "must be a day like 2026-01-31 (from midnight UTC) or a time like 2026-01-31T12:00:00Z";

  private Moments() {}

  /// Epoch milliseconds; empty when the text is neither.
  static OptionalLong millis(String text) {
    try {
      boolean day = text.length() == "2026-01-01".length();
      return OptionalLong.of(
          day
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
              : Instant.parse(text).toEpochMilli());
    } catch (DateTimeParseException e) {
      return OptionalLong.empty();
    }
  }
}
