package dev.pointsman.router.live;

import dev.pointsman.bandit.Learner;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.fold.FoldListener;
import java.util.ArrayDeque;
import java.util.List;

/// The last changes that a route's learner noticed in its arms' answers.
///
/// Every replica notices them at the same entries of the stream. Written by the fold's thread, read
/// by any.
public final class ArmAlarms implements FoldListener {

  private static final int KEPT = 100;

  /// At which entry of the stream, made when, an arm was noticed to have changed.
  public record Alarm(String arm, long tsMillis, String entry) {}

  private final ArrayDeque<Alarm> last = new ArrayDeque<>();

  @Override
  public void before(RewardEntry entry, Learner learner) {}

  @Override
  public synchronized void changed(RewardEntry entry, String arm) {
    last.addLast(new Alarm(arm, entry.tsMillis(), entry.id()));
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  /// Those of this time or later.
  public List<Alarm> since(long millis) {
    return all().stream().filter(alarm -> alarm.tsMillis() >= millis).toList();
  }

  /// Oldest first.
  public synchronized List<Alarm> all() {
    return List.copyOf(last);
  }
}
