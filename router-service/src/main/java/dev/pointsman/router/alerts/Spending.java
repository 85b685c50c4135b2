package dev.pointsman.router.alerts;

import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.spend.Spent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Micro-USD by hour of the last 8 days and by day (UTC) of the last 32, by their beginnings.
record Spending(Map<Long, Long> hours, Map<Long, Long> days) {

  static final long HOUR = Grain.HOUR.millis();
  static final long DAY = Grain.DAY.millis();

  static Spending of(List<Spent> hourly, List<Spent> daily, Predicate<Spent> counts) {
    return new Spending(sums(hourly, counts), sums(daily, counts));
  }

  private static Map<Long, Long> sums(List<Spent> spent, Predicate<Spent> counts) {
    Map<Long, Long> sums = new TreeMap<>();
    spent.stream()
        .filter(counts)
        .forEach(
            one -> sums.merge(one.beginMillis(), one.tally().whole(Part.MICRO_USD), Long::sum));
    return sums;
  }

  long day(long begin) {
    return days.getOrDefault(begin, 0L);
  }

  long hour(long begin) {
    return hours.getOrDefault(begin, 0L);
  }

  long daysFrom(long begin) {
    return days.entrySet().stream()
        .filter(day -> day.getKey() >= begin)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
