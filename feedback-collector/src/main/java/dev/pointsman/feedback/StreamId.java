package dev.pointsman.feedback;

import java.util.Comparator;

/// A stream entry's id, `<milliseconds>-<number>`, as it is ordered.
public record StreamId(long millis, long number) implements Comparable<StreamId> {

  private static final Comparator<StreamId> ORDER =
      Comparator.comparingLong(StreamId::millis).thenComparingLong(StreamId::number);

  /// Throws `IllegalArgumentException` for what is none.
  public static StreamId parse(String text) {
    int dash = text.indexOf('-');
    try {
      return new StreamId(
          Long.parseLong(text.substring(0, Math.max(0, dash))),
          Long.parseLong(text.substring(dash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no stream id", e);
    }
  }

  public static boolean isBefore(String one, String other) {
    return parse(one).compareTo(parse(other)) < 0;
  }

  @Override
  public int compareTo(StreamId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return millis + "-" + number;
  }
}
