package dev.pointsman.router.live;

import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.fold.FoldListener;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What a route's lessons rested on: the source that decided each, grades of shadows apart. Since
/// the start, or what was folded at it. Written by the fold's thread, read by any.
public final class SignalCounts implements FoldListener {

  /// Lessons of a source and the mean of what they taught, 0 to 1; NaN without any.
  public record Count(long n, double mean) {
    Count with(double reward) {
      return new Count(n + 1, n == 0 ? reward : mean + (reward - mean) / (n + 1));
    }
  }

  private static final Count NONE = new Count(0, Double.NaN);
  private static final String SHADOW = "shadow";

  private final Map<String, Count> counts = new LinkedHashMap<>();

  public SignalCounts() {
    for (Source source : Source.values()) {
      counts.put(name(source), NONE);
    }
    counts.put(SHADOW, NONE);
  }

  @Override
  public synchronized void before(RewardEntry entry, Learner learner) {
    if (entry.lesson() instanceof Lesson.Graded graded && graded.part() == Lesson.Part.WHOLE) {
      String source =
          entry.facts().shadow()
              ? SHADOW
              : entry.facts().evidence().map(e -> name(e.decisive())).orElse("");
      counts.computeIfPresent(source, (known, count) -> count.with(graded.reward()));
    }
  }

  /// By name of the source, in lower case, or `shadow`.
  public synchronized Map<String, Count> all() {
    return new LinkedHashMap<>(counts);
  }

  private static String name(Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }
}
