package dev.pointsman.feedback.memory;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Joiner;
import dev.pointsman.feedback.RewardRule;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.trust.Audit;
import dev.pointsman.feedback.trust.Standing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A decision's file as memory holds it: its outcome, every voice's last word with the standing it
/// had, and what was made of them so far. One thread at a time.
final class InMemoryDossier {

  private record Voice(String principal, String metric) {
    static Voice of(Feedback signal) {
      return new Voice(signal.principal(), signal.metric());
    }
  }

  private final LoggedDecision decision;
  private Optional<LoggedOutcome> outcome = Optional.empty();
  private final Map<Voice, Feedback> feedback = new LinkedHashMap<>();
  private final Map<Voice, Standing> standings = new HashMap<>();
  private final Set<Audit> audits = new HashSet<>();
  private final Set<String> shadows = new HashSet<>();
  private Optional<Joiner.Taught> taught = Optional.empty();
  private Tally worth = Tally.NONE;

  InMemoryDossier(LoggedDecision decision) {
    this.decision = decision;
  }

  LoggedDecision decision() {
    return decision;
  }

  Optional<LoggedOutcome> outcome() {
    return outcome;
  }

  /// False where there is an outcome.
  boolean finish(LoggedOutcome given) {
    boolean isNew = outcome.isEmpty();
    if (isNew) {
      outcome = Optional.of(given);
    }
    return isNew;
  }

  DecisionFile file(RewardRule rule) {
    List<Feedback> signals = List.copyOf(feedback.values());
    return DecisionFile.of(decision, outcome, signals, rule, this::share);
  }

  /// The share of its weight that a signal counts.
  double share(Feedback signal) {
    Standing standing = standings.get(Voice.of(signal));
    return standing == null ? 1 : standing.share();
  }

  /// Takes an event unless its voice said the same last, or spoke later: `accepted`, `replaced` or
  /// `unchanged`.
  String hear(Feedback event) {
    Feedback old = feedback.get(Voice.of(event));
    if (old != null && (isSame(old, event) || old.tsMillis() > event.tsMillis())) {
      return "unchanged";
    }
    feedback.put(Voice.of(event), event);
    return old == null ? "accepted" : "replaced";
  }

  /// The standing of an event's voice when it first spoke.
  void stands(Feedback event, Standing standing) {
    standings.put(Voice.of(event), standing);
  }

  int voices() {
    return feedback.size();
  }

  /// Gives how many words of these people there were.
  int forget(Set<String> principals) {
    int before = feedback.size();
    feedback.keySet().removeIf(voice -> principals.contains(voice.principal()));
    standings.keySet().removeIf(voice -> principals.contains(voice.principal()));
    return before - feedback.size();
  }

  /// False where the audit was counted before.
  boolean audit(Audit audit) {
    return audits.add(audit);
  }

  /// False where the arm taught off the user's path before.
  boolean shadow(String arm) {
    return shadows.add(arm);
  }

  /// The lesson that is due of the file; it counts as taught from now on.
  Optional<Lesson.Graded> due(DecisionFile file) {
    Optional<Lesson.Graded> due = Joiner.grade(file, taught);
    due.ifPresent(grade -> taught = Optional.of(Joiner.Taught.of(grade, file.evidence())));
    return due;
  }

  /// What the ledger has not heard yet of the answer's worth; it counts as heard from now on.
  Tally news(Tally worthNow) {
    Tally news = worthNow.minus(worth);
    worth = worthNow;
    return news;
  }

  /// Whether both say the same, whenever.
  static boolean isSame(Feedback a, Feedback b) {
    return a.decisionId().equals(b.decisionId())
        && a.principal().equals(b.principal())
        && a.source() == b.source()
        && a.metric().equals(b.metric())
        && a.value() == b.value()
        && a.comment().equals(b.comment())
        && a.tags().equals(b.tags());
  }
}
