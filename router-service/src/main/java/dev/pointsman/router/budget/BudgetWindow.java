package dev.pointsman.router.budget;

import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Span;
import dev.pointsman.feedback.budget.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/// Over which time a budget counts: a period of a zone's calendar, the last so much time, or for
/// ever.
///
/// A calendar's days, weeks (from Monday) and months begin at local midnight, or at the first
/// moment of a day that has none, so a day is 23 or 25 hours long where clocks change; an hour that
/// comes twice is two hours. A period's counter is known by its local name, so that another time
/// zone goes on with the counter of the day or month of the same name.
public record BudgetWindow(Every every, boolean rolling, ZoneId zone) {

  /// A rolling month has 30 days.
  public enum Every {
    MINUTE(60_000L),
    HOUR(3_600_000L),
    DAY(86_400_000L),
    WEEK(7 * 86_400_000L),
    MONTH(30 * 86_400_000L),
    TOTAL(0);

    private final long millis;

    Every(long millis) {
      this.millis = millis;
    }

    public static Every of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String lowerCase() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHXXX");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM");

  public static BudgetWindow calendar(Every every, ZoneId zone) {
    return new BudgetWindow(every, false, zone);
  }

  public static BudgetWindow rolling(Every every) {
    return new BudgetWindow(every, true, ZoneOffset.UTC);
  }

  /// What tells it apart from the other windows of a budget: `month`, `rolling-day`, `total`.
  public String label() {
    return (rolling ? "rolling-" : "") + every.lowerCase();
  }

  /// The counter of a budget that holds an instant.
  public Window at(String budget, Caps caps, Instant now) {
    String name = budget + ":" + label();
    if (every == Every.TOTAL) {
      return new Window(name, new Span.Always(), caps);
    }
    if (rolling) {
      return new Window(name, new Span.Rolling(every.millis), caps);
    }
    Period period = period(now.atZone(zone));
    Span span = new Span.Period(period.start().toEpochMilli(), period.end().toEpochMilli());
    return new Window(name + ":" + period.name(), span, caps);
  }

  /// When everything charged now is forgotten at once; empty where it never is.
  public Optional<Instant> resetAfter(Instant now) {
    return rolling || every == Every.TOTAL
        ? Optional.empty()
        : Optional.of(period(now.atZone(zone)).end());
  }

  /// How long until some room may come back, at least.
  public Instant roomAfter(Instant now) {
    return resetAfter(now).orElse(now.plusMillis(Math.max(1_000, every.millis / Span.BUCKETS)));
  }

  /// The share of the period that has passed, 0..1; NaN where there is no period.
  public double passed(Instant now) {
    if (rolling || every == Every.TOTAL) {
      return Double.NaN;
    }
    Period period = period(now.atZone(zone));
    double length = period.end().toEpochMilli() - period.start().toEpochMilli();
    return (now.toEpochMilli() - period.start().toEpochMilli()) / length;
  }

  private record Period(String name, Instant start, Instant end) {}

  private Period period(ZonedDateTime now) {
    LocalDate today = now.toLocalDate();
    return switch (every) {
      case MINUTE, HOUR -> hour(now);
      case DAY -> days(today.toString(), today, today.plusDays(1));
      case WEEK -> {
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        int year = monday.get(IsoFields.WEEK_BASED_YEAR);
        int week = monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        yield days(String.format("%d-W%02d", year, week), monday, monday.plusWeeks(1));
      }
      case MONTH, TOTAL -> {
        LocalDate first = today.withDayOfMonth(1);
        yield days(first.format(MONTH), first, first.plusMonths(1));
      }
    };
  }

  private Period days(String name, LocalDate first, LocalDate next) {
    return new Period(
        name, first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
  }

  /// By the offset of the moment, so that it holds the moment also where clocks change within.
  private static Period hour(ZonedDateTime now) {
    ZonedDateTime start = now.toOffsetDateTime().toZonedDateTime().truncatedTo(ChronoUnit.HOURS);
    return new Period(start.format(HOUR), start.toInstant(), start.plusHours(1).toInstant());
  }
}
