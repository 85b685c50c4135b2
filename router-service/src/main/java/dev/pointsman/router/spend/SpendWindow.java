package dev.pointsman.router.spend;

import dev.pointsman.feedback.spend.Grain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A span of time that ends now, read in buckets of one grain: it begins where its first bucket
/// does.
public enum SpendWindow {
  QUARTER_HOUR("15m", Duration.ofMinutes(15), Grain.FIVE_MINUTES),
  HOUR("1h", Duration.ofHours(1), Grain.FIVE_MINUTES),
  DAY("24h", Duration.ofDays(1), Grain.HOUR),
  WEEK("7d", Duration.ofDays(7), Grain.HOUR),
  MONTH("30d", Duration.ofDays(30), Grain.DAY),
  ALL("all", Duration.ofMillis(Grain.DAY.keptMillis()), Grain.DAY);

  private final String label;
  private final Duration length;
  private final Grain grain;

  SpendWindow(String label, Duration length, Grain grain) {
    this.label = label;
    this.length = length;
    this.grain = grain;
  }

  public static Optional<SpendWindow> of(String label) {
    return Stream.of(values()).filter(window -> window.label.equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Stream.of(values()).map(SpendWindow::label).toList();
  }

  public String label() {
    return label;
  }

  public Duration length() {
    return length;
  }

  public Grain grain() {
    return grain;
  }

  public Period until(long nowMillis) {
    return new Period(grain, grain.begin(nowMillis - length.toMillis()), nowMillis + 1);
  }

  /// The same in whole buckets that are still kept for as long again before it, the one under way
  /// left out.
  public Period comparable(long nowMillis) {
    Grain fit = 2 * length.toMillis() + grain.millis() <= grain.keptMillis() ? grain : Grain.DAY;
    long to = fit.begin(nowMillis);
    return new Period(fit, to - length.toMillis(), to);
  }

  /// From `from` on, before `to`, epoch ms, in buckets of a grain.
  public record Period(Grain grain, long from, long to) {
    public long millis() {
      return to - from;
    }

    /// The same, ending at a moment where that is earlier.
    public Period until(long nowMillis) {
      return new Period(grain, from, Math.max(from + 1, Math.min(to, nowMillis)));
    }

    /// As long a time just before it.
    public Period before() {
      return new Period(grain, from - millis(), from);
    }
  }
}
