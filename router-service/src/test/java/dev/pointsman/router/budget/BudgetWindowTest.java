package dev.pointsman.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Span;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.router.budget.BudgetWindow.Every;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetWindowTest {

  @ParameterizedTest(name = "{0} of {1} at {2}")
  @CsvSource({
    // Plain periods, and how long they are.
    "MONTH, UTC,           2026-11-28T10:15:00Z, month:2026-11,          2026-11-01T00:00:00Z, 720",
    "MONTH, Asia/Tokyo,    2026-11-30T15:00:00Z, month:2026-12,          2026-11-30T15:00:00Z, 744",
    "DAY,   UTC,           2026-11-28T00:00:00Z, day:2026-11-28,         2026-11-28T00:00:00Z, 24",
    "WEEK,  UTC,           2027-01-01T12:00:00Z, week:2026-W53,          2026-12-28T00:00:00Z, 168",
    "HOUR,  Asia/Kolkata,  2026-11-28T10:15:00Z, hour:2026-11-28T15+05:30, 2026-11-28T09:30:00Z, 1",
    // Clocks forward: a day of 23 hours. Back: 25, and the hour that comes twice is two.
    "DAY,   Europe/Berlin, 2026-03-29T10:00:00Z, day:2026-03-29,         2026-03-28T23:00:00Z, 23",
    "DAY,   Europe/Berlin, 2026-10-25T10:00:00Z, day:2026-10-25,         2026-10-24T22:00:00Z, 25",
    "MONTH, Europe/Berlin, 2026-10-25T10:00:00Z, month:2026-10,          2026-09-30T22:00:00Z, 745",
    "HOUR,  Europe/Berlin, 2026-10-25T00:30:00Z, hour:2026-10-25T02+02:00, 2026-10-25T00:00:00Z, 1",
    "HOUR,  Europe/Berlin, 2026-10-25T01:30:00Z, hour:2026-10-25T02+01:00, 2026-10-25T01:00:00Z, 1",
    // Clocks back by half an hour: the part that comes twice is of the hour of its own offset.
    "HOUR,  Australia/Lord_Howe, 2026-04-04T15:10:00Z, hour:2026-04-05T01+10:30,"
        + " 2026-04-04T14:30:00Z, 1",
    // A day that begins at one, since clocks went forward at midnight; one that never was.
    "DAY,   America/Havana, 2026-03-08T12:00:00Z, day:2026-03-08,        2026-03-08T05:00:00Z, 23",
    "DAY,   Pacific/Apia,  2011-12-30T08:00:00Z, day:2011-12-29,         2011-12-29T10:00:00Z, 24",
  })
  void at_momentOfAZone_isThePeriodOfItsCalendar(
      Every every, String zone, Instant now, String name, Instant start, long hours) {
    Window window = BudgetWindow.calendar(every, ZoneId.of(zone)).at("org", Caps.NONE, now);

    long from = start.toEpochMilli();
    assertThat(window.name()).isEqualTo("org:" + name);
    assertThat(window.span())
        .isEqualTo(new Span.Period(from, from + Duration.ofHours(hours).toMillis()));
  }

  /// Whatever a zone's clocks do, each moment is within its own period, and the next period begins
  /// where that ends.
  @ParameterizedTest
  @ValueSource(
      strings = {"Australia/Lord_Howe", "America/Havana", "Pacific/Apia", "Europe/Dublin", "UTC"})
  void at_anyMoment_isWithinItsPeriodAndPeriodsFollowEachOther(String zone) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int i = 0; i < 20_000; i++) {
      Instant now = Instant.ofEpochSecond(random.nextLong(1_300_000_000L, 1_900_000_000L));
      for (Every every : new Every[] {Every.HOUR, Every.DAY, Every.WEEK, Every.MONTH}) {
        BudgetWindow window = BudgetWindow.calendar(every, ZoneId.of(zone));
        Span.Period period = (Span.Period) window.at("b", Caps.NONE, now).span();
        assertThat(now.toEpochMilli()).isBetween(period.startMillis(), period.endMillis() - 1);
        assertThat(window.passed(now)).isBetween(0.0, 1.0);
        if (every != Every.HOUR) {
          Instant next = Instant.ofEpochMilli(period.endMillis());
          assertThat(((Span.Period) window.at("b", Caps.NONE, next).span()).startMillis())
              .isEqualTo(period.endMillis());
        }
      }
    }
  }

  @Test
  void at_anotherZone_goesOnWithTheCounterOfTheSameName() {
    Instant now = Instant.parse("2026-11-28T10:00:00Z");
    String berlin = name(BudgetWindow.calendar(Every.MONTH, ZoneId.of("Europe/Berlin")), now);

    assertThat(name(BudgetWindow.calendar(Every.MONTH, ZoneId.of("UTC")), now)).isEqualTo(berlin);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"TOTAL"},
      mode = EnumSource.Mode.EXCLUDE)
  void rolling_hasSixtyBuckets(Every every) {
    Instant now = Instant.parse("2026-11-28T10:00:00Z");
    BudgetWindow window = BudgetWindow.rolling(every);

    assertThat(((Span.Rolling) window.at("b", Caps.NONE, now).span()).bucketMillis() % 1_000)
        .isZero();
    assertThat(window.resetAfter(now)).isEmpty();
    assertThat(window.roomAfter(now)).isAfter(now);
    assertThat(window.passed(now)).isNaN();
  }

  @Test
  void total_neverResets() {
    BudgetWindow total = BudgetWindow.calendar(Every.TOTAL, ZoneId.of("UTC"));
    Instant now = Instant.now();

    assertThat(total.at("org", Caps.NONE, now))
        .isEqualTo(new Window("org:total", new Span.Always(), Caps.NONE));
    assertThat(total.resetAfter(now)).isEmpty();
  }

  private static String name(BudgetWindow window, Instant now) {
    return window.at("org", Caps.NONE, now).name();
  }
}
