package dev.pointsman.router;

import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.change.Candidacy.Stage;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.fold.FoldListener;
import dev.pointsman.feedback.fold.Standing;
import dev.pointsman.router.metrics.Telemetry;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what a fold passes over, and how far it is behind. What was folded at boot is history and
/// not counted.
final class FoldWatch implements FoldListener {

  private static final Logger LOG = LoggerFactory.getLogger(FoldWatch.class);

  private final Telemetry telemetry;
  private final String route;
  private final InstantSource clock;
  private volatile boolean isLive;
  private volatile double lagSeconds;

  FoldWatch(Telemetry telemetry, String route, InstantSource clock) {
    this.telemetry = telemetry;
    this.route = route;
    this.clock = clock;
  }

  /// From now on entries are news.
  void live() {
    isLive = true;
  }

  /// Age of the last entry when it was folded.
  double lagSeconds() {
    return lagSeconds;
  }

  @Override
  public void before(RewardEntry entry, Learner learner) {
    if (!isLive) {
      return;
    }
    lagSeconds = Math.max(0, clock.millis() - entry.tsMillis()) / 1e3;
    if (entry.lesson() instanceof Lesson.Graded graded && !entry.facts().shadow()) {
      telemetry.rewarded(route, graded.reward());
    }
  }

  @Override
  public void changed(RewardEntry entry, String arm) {
    if (isLive) {
      telemetry.alarmed(route, arm);
      LOG.warn(
          "route {}: answers of {} are no longer what they were (entry {}); its old grades count"
              + " less and it is tried anew",
          route,
          arm,
          entry.id());
    }
  }

  @Override
  public void moved(RewardEntry entry, Standing.Step step) {
    if (!isLive) {
      return;
    }
    telemetry.moved(route, step.stage());
    if (step.stage() == Stage.TAKEN_BACK) {
      LOG.warn(
          "route {}: the candidate is taken back (entry {}): {}", route, entry.id(), step.why());
    } else {
      LOG.info(
          "route {}: the candidate is {} from entry {} on: {}",
          route,
          step.stage(),
          entry.id(),
          step.why().isEmpty() ? "it was proposed" : step.why());
    }
  }
}
