package dev.pointsman.datasets.tasks;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;

/// Calendar reasoning: weekdays, gaps between dates, working days and the nth weekday of a month.
final class Dates implements TaskSource {

  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

  @Override
  public Puzzle next(Draw draw, Difficulty difficulty) {
    LocalDate day = LocalDate.of(2021, 1, 1).plusDays(draw.between(0, 2500));
    return switch (difficulty) {
      case EASY -> weekday(draw, day);
      case MEDIUM -> draw.chance(0.5) ? gap(draw, day) : dayAfter(draw, day);
      case HARD -> draw.chance(0.5) ? workingDays(draw, day) : nthWeekday(draw, day);
    };
  }

  private static Puzzle weekday(Draw draw, LocalDate day) {
    int days = draw.between(3, 30);
    String start = name(day.getDayOfWeek());
    LocalDate end = day.plusDays(days);
    String prompt =
        draw.of(
            "Today is " + start + ". Which day of the week is it in " + days + " days?",
            "If the first is a " + start + ", what weekday comes " + days + " days later?",
            "A parcel left on a %s and takes %d days. On which weekday does it arrive?"
                .formatted(start, days),
            start + " plus " + days + " days: which weekday?");
    return weekdays(prompt, end.getDayOfWeek());
  }

  private static Puzzle gap(Draw draw, LocalDate day) {
    LocalDate end = day.plusDays(draw.between(35, 330));
    long days = ChronoUnit.DAYS.between(day, end);
    String from = day.format(LONG);
    String to = end.format(LONG);
    String prompt =
        draw.of(
            "How many days are there from " + from + " to " + to + "?",
            "A lease starts on %s and ends on %s. How many days lie between the two dates?"
                .formatted(from, to),
            "Count the days between " + from + " and " + to + ", not counting the first.");
    return numbers(prompt, days);
  }

  private static Puzzle dayAfter(Draw draw, LocalDate day) {
    int days = draw.between(40, 250);
    LocalDate end = day.plusDays(days);
    String prompt =
        draw.of(
            "What date is " + days + " days after " + day.format(LONG) + "?",
            "An invoice of %s is due in %d days. On which date?".formatted(day.format(LONG), days),
            "Add " + days + " days to " + day.format(LONG) + " and give the date.");
    return new Puzzle(
        prompt + " Write it as YYYY-MM-DD.",
        end.toString(),
        List.of(
            end.plusDays(1).toString(), end.minusDays(1).toString(), end.plusDays(3).toString()));
  }

  private static Puzzle workingDays(Draw draw, LocalDate day) {
    LocalDate end = day.plusDays(draw.between(25, 110));
    long working =
        day.datesUntil(end.plusDays(1)).filter(d -> d.getDayOfWeek().getValue() < 6).count();
    String from = name(day.getDayOfWeek()) + " " + day.format(LONG);
    String to = end.format(LONG);
    String prompt =
        draw.of(
            "How many working days (Monday to Friday) are there from %s to %s, both included?",
            "A project runs from %s to %s inclusive. With weekends off, how many days are worked?",
            "Count the weekdays, Monday to Friday, from %s up to and including %s.");
    return numbers(prompt.formatted(from, to), working);
  }

  private static Puzzle nthWeekday(Draw draw, LocalDate day) {
    DayOfWeek wanted = DayOfWeek.of(draw.between(1, 7));
    int n = draw.between(2, 4);
    LocalDate answer = day.with(TemporalAdjusters.dayOfWeekInMonth(n, wanted));
    String month = day.format(DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH));
    String nth = List.of("second", "third", "fourth").get(n - 2);
    String prompt =
        draw.of(
            "On which date falls the %s %s of %s?".formatted(nth, name(wanted), month),
            "A club meets on the %s %s of each month. When does it meet in %s?"
                .formatted(nth, name(wanted), month));
    return new Puzzle(
        prompt + " Write it as YYYY-MM-DD.",
        answer.toString(),
        List.of(
            answer.plusDays(1).toString(),
            answer.minusDays(1).toString(),
            answer.plusDays(7).toString()));
  }

  private static Puzzle weekdays(String prompt, DayOfWeek answer) {
    return new Puzzle(
        prompt,
        name(answer),
        List.of(name(answer.plus(1)), name(answer.minus(1)), name(answer.plus(2))));
  }

  private static Puzzle numbers(String prompt, long answer) {
    return new Puzzle(
        prompt,
        Long.toString(answer),
        List.of(Long.toString(answer + 1), Long.toString(answer - 1), Long.toString(answer + 2)));
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
