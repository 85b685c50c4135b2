package dev.pointsman.feedback.memory;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardEntry.Facts;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The `rewards` of every route, and what is kept beside them: the arms a route was told, and its
/// snapshots. Any thread.
final class InMemoryRewards {

  private record Told(List<Arm> first, List<Arm> last) {}

  private final InstantSource clock;
  private final Map<String, InMemoryStream> streams = new HashMap<>();
  private final Map<String, InMemorySnapshotStore> snapshots = new HashMap<>();
  private final Map<String, InMemorySnapshotStore> nextSnapshots = new HashMap<>();
  private final Map<String, Told> armsOf = new HashMap<>();

  InMemoryRewards(InstantSource clock, Set<String> routes) {
    this.clock = clock;
    routes.forEach(route -> streams.put(route, new InMemoryStream()));
  }

  synchronized InMemoryStream of(String route) {
    return streams.computeIfAbsent(route, name -> new InMemoryStream());
  }

  synchronized InMemorySnapshotStore snapshots(String route) {
    return snapshots.computeIfAbsent(route, name -> new InMemorySnapshotStore(of(name), clock));
  }

  /// Of the learner that is to serve next.
  synchronized InMemorySnapshotStore nextSnapshots(String route) {
    return nextSnapshots.computeIfAbsent(route, name -> new InMemorySnapshotStore(of(name), clock));
  }

  void append(LoggedDecision decision, Lesson lesson, Facts facts) {
    RewardEntry told = new RewardEntry("", decision.id(), clock.millis(), lesson, facts);
    of(decision.route()).append(RewardCodec.bytes(told, decision));
  }

  /// Appends the arms unless they were told last; gives those told first of all.
  synchronized List<Arm> arms(String route, List<Arm> arms) {
    Told told = armsOf.get(route);
    if (told == null || !told.last().equals(arms)) {
      armsOf.put(route, new Told(told == null ? arms : told.first(), List.copyOf(arms)));
      RewardEntry entry = RewardEntry.arms("", clock.millis(), new Lesson.Arms(arms));
      of(route).append(RewardCodec.bytes(entry, ""));
    }
    return told == null ? List.copyOf(arms) : told.first();
  }
}
