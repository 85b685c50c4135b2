package dev.pointsman.router.live;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.fold.FoldListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The last requests of a route with what became of them, as the fold passes over them.
///
/// Bounded: the oldest of more than 100,000 is forgotten (about 20 MB at ten arms). Written by the
/// fold's thread, read by any. What is known of a request is kept when the route's arms change.
public final class RouteRecord implements FoldListener {

  private static final int CAPACITY = 100_000;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final InstantSource clock;
  private final LinkedHashMap<UUID, Sample> samples = new LinkedHashMap<>();
  private volatile List<Arm> arms;

  /// `arms` are those the fold was told first.
  public RouteRecord(List<Arm> arms, InstantSource clock) {
    this.arms = List.copyOf(arms);
    this.clock = clock;
  }

  @Override
  public void before(RewardEntry entry, Learner learner) {
    if (entry.lesson() instanceof Lesson.Arms told) {
      rearm(told.arms());
      return;
    }
    if (entry.facts().shadow()) {
      return; // No user got this answer.
    }
    UUID id = UUID.fromString(entry.decisionId());
    Sample known = sample(id);
    switch (entry.lesson()) {
      case Lesson.Usage usage -> {
        Sample sample = known == null ? fresh(entry, usage.context(), learner) : known;
        put(id, sample.withCost(entry.facts().costMicroUsd() / 1e6));
      }
      case Lesson.Graded graded -> {
        Sample sample = known == null ? fresh(entry, graded.context(), learner) : known;
        put(
            id,
            sample.withReward(
                graded.reward(), graded.weight(), Asked.of(entry.facts().evidence())));
      }
      case Lesson.Verified _ -> {}
      case Lesson.Arms _ -> {}
      case Lesson.At _ -> {}
    }
  }

  /// The arms of the route, as the fold was told last.
  public List<String> arms() {
    return ids(arms);
  }

  /// Over the requests of the last while, or all that are remembered. At `lambda`, what is served
  /// now.
  public Frontier frontier(Optional<Duration> window, double lambda) {
    long since = window.map(w -> clock.millis() - w.toMillis()).orElse(Long.MIN_VALUE);
    List<Sample> of;
    List<String> ids;
    synchronized (samples) {
      of = samplesSince(since);
      ids = arms();
    }
    return Frontier.of(of, ids, lambda);
  }

  /// How many requests a millisecond there were over the last day, or since the first that is
  /// remembered, at least an hour.
  public double perMilli() {
    long now = clock.millis();
    List<Sample> last = samplesSince(now - DAY.toMillis());
    long first = last.stream().mapToLong(sample -> sample.tsMillis).min().orElse(now);
    return (double) last.size() / Math.max(HOUR.toMillis(), now - first);
  }

  /// The reward of a decision, NaN when it has none.
  public double rewardOf(String decisionId) {
    Sample sample = sample(UUID.fromString(decisionId));
    return sample == null ? Double.NaN : sample.reward;
  }

  List<Sample> samplesSince(long tsMillis) {
    List<Sample> all;
    synchronized (samples) {
      all = new ArrayList<>(samples.values());
    }
    all.removeIf(sample -> sample.tsMillis < tsMillis);
    return all;
  }

  private Sample fresh(RewardEntry entry, Context context, Learner learner) {
    RewardEntry.Facts facts = entry.facts();
    List<String> ids = arms();
    boolean comparable =
        facts.routable() && facts.eligible() == ids.size() && ids.contains(facts.arm());
    List<Prediction> expected =
        comparable
            ? learner.assess(new Question(context, arms, facts.lambda(), 1, false)).predictions()
            : List.of();
    return new Sample(entry.tsMillis(), ids.indexOf(facts.arm()), facts, expected);
  }

  private void rearm(List<Arm> told) {
    synchronized (samples) {
      List<String> before = arms();
      List<String> now = ids(told);
      arms = told;
      if (!now.equals(before)) {
        int[] places = now.stream().mapToInt(before::indexOf).toArray();
        samples.replaceAll((id, sample) -> sample.among(places));
      }
    }
  }

  private static List<String> ids(List<Arm> arms) {
    return arms.stream().map(Arm::id).toList();
  }

  private @Nullable Sample sample(UUID id) {
    synchronized (samples) {
      return samples.get(id);
    }
  }

  private void put(UUID id, Sample sample) {
    synchronized (samples) {
      samples.put(id, sample);
      if (samples.size() > CAPACITY) {
        samples.pollFirstEntry();
      }
    }
  }
}
