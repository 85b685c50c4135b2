package dev.pointsman.feedback.memory;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.Debts;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.DecisionIds;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.EventLogStats;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Forgetting;
import dev.pointsman.feedback.Joiner;
import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardEntry.Facts;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.RewardRule;
import dev.pointsman.feedback.ShadowGrade;
import dev.pointsman.feedback.SignalPair;
import dev.pointsman.feedback.Voices;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.SpendLedger;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.trust.Audit;
import dev.pointsman.feedback.trust.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An event log that forgets everything at the end, for tests. It keeps all it is told; any thread.
public final class InMemoryEventLog implements EventLog, Forgetting {

  private record Voice(String principal, String metric) {}

  private record Told(List<Arm> first, List<Arm> last) {}

  private record Once(Feedback body, Acknowledgement answer) {}

  private record OnceKey(String principal, String key) {}

  private static final class Entry {
    final LoggedDecision decision;
    final Map<Voice, Feedback> feedback = new LinkedHashMap<>();
    final Map<Voice, Standing> standings = new HashMap<>();
    final Set<Audit> audits = new HashSet<>();
    final Set<String> shadows = new HashSet<>();
    @Nullable LoggedOutcome outcome;
    Joiner.@Nullable Taught taught;
    Tally worth = Tally.NONE;

    Entry(LoggedDecision decision) {
      this.decision = decision;
    }

    DecisionFile file(RewardRule rule) {
      List<Feedback> signals = List.copyOf(feedback.values());
      return DecisionFile.of(decision, Optional.ofNullable(outcome), signals, rule, this::share);
    }

    double share(Feedback signal) {
      Standing standing = standings.get(new Voice(signal.principal(), signal.metric()));
      return standing == null ? 1 : standing.share();
    }
  }

  private final EventLogConfig config;
  private final InMemoryCalibrations calibrations;
  private final Map<String, Entry> entries = new HashMap<>();
  private final InMemoryVoices voices = new InMemoryVoices();
  private final Map<OnceKey, Once> once = new HashMap<>();
  private final Map<String, InMemoryStream> rewards = new HashMap<>();
  private final Map<String, InMemorySnapshotStore> snapshots = new HashMap<>();
  private final Map<String, InMemorySnapshotStore> nextSnapshots = new HashMap<>();
  private final Map<String, Told> armsOf = new HashMap<>();
  private final Map<String, Long> debts = new ConcurrentHashMap<>();
  private final InMemoryLedger ledger;
  private long outcomes;
  private long feedbacks;
  private long graded;

  public InMemoryEventLog(EventLogConfig config) {
    this.config = config;
    this.ledger = new InMemoryLedger(config.clock());
    this.calibrations = new InMemoryCalibrations(config);
    config.routes().forEach(route -> rewards.put(route, new InMemoryStream()));
  }

  public Calibrations calibrations() {
    return calibrations;
  }

  public RewardLog rewards(String route) {
    return new InMemoryRewardLog(rewardsOf(route), Optional.empty());
  }

  /// The same; entries whose features are of another schema count as corrupt.
  public RewardLog rewards(String route, String featureSchema) {
    return rewards(route).under(featureSchema);
  }

  /// What is kept of the route's policy; the same each time.
  public synchronized InMemorySnapshotStore snapshots(String route) {
    return snapshots.computeIfAbsent(
        route, name -> new InMemorySnapshotStore(rewardsOf(name), config.clock()));
  }

  /// What is kept of the learner that is to serve next; the same each time.
  public synchronized InMemorySnapshotStore nextSnapshots(String route) {
    return nextSnapshots.computeIfAbsent(
        route, name -> new InMemorySnapshotStore(rewardsOf(name), config.clock()));
  }

  public synchronized EventLogStats stats() {
    return new EventLogStats(entries.size(), outcomes, feedbacks, graded, 0, 0, 0, 0);
  }

  @Override
  public synchronized CompletionStage<Void> decided(LoggedDecision decision) {
    entry(decision);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized CompletionStage<Void> finished(
      LoggedDecision decision, LoggedOutcome outcome) {
    Entry entry = entry(decision);
    if (entry.outcome == null) {
      entry.outcome = outcome;
      outcomes++;
      SpendGroup group = SpendGroup.of(decision, file(entry).servedBy());
      ledger.put(decision.route(), group, Tally.of(decision, outcome), outcome.tsMillis());
      Joiner.usage(decision, outcome)
          .ifPresent(usage -> append(entry, usage, Joiner.facts(decision, outcome)));
      join(entry);
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized CompletionStage<Acknowledgement> feedback(
      Feedback feedback, Optional<String> idempotencyKey) {
    Optional<OnceKey> key = idempotencyKey.map(k -> new OnceKey(feedback.principal(), k));
    Once before = key.map(once::get).orElse(null);
    if (before != null) {
      return CompletableFuture.completedStage(
          isSame(before.body(), feedback) ? before.answer() : new Acknowledgement.Conflict());
    }
    long oldest = config.clock().millis() - config.horizon().toMillis();
    Entry entry = entries.get(feedback.decisionId());
    if (entry == null) {
      return CompletableFuture.completedStage(DecisionIds.absent(feedback.decisionId(), oldest));
    }
    String route = entry.decision.route();
    long open = config.oldestOpen(route, feedback.source(), config.clock().millis());
    if (entry.decision.tsMillis() < open) {
      return CompletableFuture.completedStage(new Acknowledgement.TooLate());
    }
    Acknowledgement answer = new Acknowledgement.Durable(record(entry, feedback));
    key.ifPresent(k -> once.put(k, new Once(feedback, answer)));
    return CompletableFuture.completedStage(answer);
  }

  @Override
  public synchronized CompletionStage<Boolean> shadowed(String route, ShadowGrade grade) {
    Entry entry = entries.get(grade.decisionId());
    if (entry == null) {
      return CompletableFuture.completedStage(false);
    }
    boolean isNew = entry.shadows.add(grade.arm());
    if (isNew) {
      grade
          .entries(entry.decision, calibrations.rule(route))
          .forEach(lesson -> append(entry, lesson.lesson(), lesson.facts()));
    }
    return CompletableFuture.completedStage(isNew);
  }

  @Override
  public synchronized CompletionStage<Optional<DecisionFile>> find(String decisionId) {
    return CompletableFuture.completedStage(
        Optional.ofNullable(entries.get(decisionId)).map(this::file));
  }

  @Override
  public synchronized CompletionStage<List<Arm>> arms(String route, List<Arm> arms) {
    Told told = armsOf.get(route);
    if (told == null || !told.last().equals(arms)) {
      armsOf.put(route, new Told(told == null ? arms : told.first(), List.copyOf(arms)));
      long now = config.clock().millis();
      RewardEntry entry = RewardEntry.arms("", now, new Lesson.Arms(arms));
      rewardsOf(route).append(RewardCodec.bytes(entry, ""));
    }
    return CompletableFuture.completedStage(told == null ? List.copyOf(arms) : told.first());
  }

  @Override
  public SpendLedger spend() {
    return ledger;
  }

  @Override
  public Debts debts() {
    return new Debts() {
      @Override
      public CompletionStage<List<Debt>> owed(int most) {
        return CompletableFuture.completedStage(
            debts.entrySet().stream()
                .map(debt -> new Debt(debt.getKey(), debt.getValue()))
                .sorted(Comparator.comparingLong(Debt::sinceMillis))
                .limit(most)
                .toList());
      }

      @Override
      public CompletionStage<Void> paid(List<String> decisionIds) {
        decisionIds.forEach(debts::remove);
        return CompletableFuture.completedStage(null);
      }
    };
  }

  @Override
  public synchronized CompletionStage<Forgotten> forget(
      Set<String> routes, String user, String principal) {
    List<String> decisions = new ArrayList<>();
    long forgotten = 0;
    for (Entry entry : List.copyOf(entries.values())) {
      LoggedDecision decision = entry.decision;
      if (!routes.contains(decision.route())) {
        continue;
      }
      if (decision.contract().getOrDefault("user", "").equals(user)) {
        entries.remove(decision.id());
        decisions.add(decision.id());
        forgotten += entry.feedback.size();
      } else {
        int before = entry.feedback.size();
        Set<String> names = Set.of(user, principal);
        entry.feedback.keySet().removeIf(voice -> names.contains(voice.principal()));
        entry.standings.keySet().removeIf(voice -> names.contains(voice.principal()));
        forgotten += before - entry.feedback.size();
      }
    }
    long removed = routes.stream().filter(route -> voices.forget(route, principal)).count();
    return CompletableFuture.completedStage(new Forgotten(decisions, forgotten, removed));
  }

  @Override
  public void close() {}

  private DecisionFile file(Entry entry) {
    return entry.file(calibrations.rule(entry.decision.route()));
  }

  private String record(Entry entry, Feedback feedback) {
    Voice voice = new Voice(feedback.principal(), feedback.metric());
    Feedback old = entry.feedback.get(voice);
    if (old != null && (isSame(old, feedback) || old.tsMillis() > feedback.tsMillis())) {
      return "unchanged";
    }
    entry.feedback.put(voice, feedback);
    if (old == null && Voices.isCounted(feedback)) {
      String route = entry.decision.route();
      entry.standings.put(voice, voices.vote(route, feedback.principal(), feedback.tsMillis()));
    }
    feedbacks++;
    if (entry.outcome != null) {
      join(entry);
    } else {
      CompletableFuture.delayedExecutor(config.outcomeGrace().toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> join(entry));
    }
    return old == null ? "accepted" : "replaced";
  }

  private synchronized void join(Entry entry) {
    DecisionFile file = file(entry);
    RewardRule rule = calibrations.rule(entry.decision.route());
    calibrations.paired(entry.decision.route(), SignalPair.of(file, rule, entry::share));
    for (Audit audit : Voices.audits(file, rule)) {
      if (entry.audits.add(audit)) {
        voices.audited(entry.decision.route(), audit);
      }
    }
    Optional<Lesson.Graded> due = Joiner.grade(file, Optional.ofNullable(entry.taught));
    due.ifPresent(
        grade -> {
          append(entry, grade, Joiner.facts(file));
          entry.taught = Joiner.Taught.of(grade, file.evidence());
          graded++;
        });
    LoggedOutcome outcome = entry.outcome;
    Tally worth = Tally.worth(file);
    if (outcome != null && !worth.equals(entry.worth)) {
      LoggedDecision decision = entry.decision;
      SpendGroup group = SpendGroup.of(decision, file.servedBy());
      ledger.put(decision.route(), group, worth.minus(entry.worth), outcome.tsMillis());
      entry.worth = worth;
    }
  }

  private void append(Entry entry, Lesson lesson, Facts facts) {
    LoggedDecision decision = entry.decision;
    long now = config.clock().millis();
    RewardEntry told = new RewardEntry("", decision.id(), now, lesson, facts);
    rewardsOf(decision.route()).append(RewardCodec.bytes(told, decision));
  }

  private synchronized InMemoryStream rewardsOf(String route) {
    return rewards.computeIfAbsent(route, name -> new InMemoryStream());
  }

  private Entry entry(LoggedDecision decision) {
    if (Debts.isOnTrust(decision)) {
      debts.put(decision.id(), config.clock().millis());
    }
    return entries.computeIfAbsent(decision.id(), id -> new Entry(decision));
  }

  private static boolean isSame(Feedback a, Feedback b) {
    return a.decisionId().equals(b.decisionId())
        && a.principal().equals(b.principal())
        && a.source() == b.source()
        && a.metric().equals(b.metric())
        && a.value() == b.value()
        && a.comment().equals(b.comment())
        && a.tags().equals(b.tags());
  }
}
