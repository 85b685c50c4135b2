package dev.pointsman.feedback.memory;

import dev.pointsman.bandit.Arm;
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
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.RewardRule;
import dev.pointsman.feedback.ShadowGrade;
import dev.pointsman.feedback.SignalPair;
import dev.pointsman.feedback.Voices;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.SpendLedger;
import dev.pointsman.feedback.spend.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// An event log that forgets everything at the end, for tests. It keeps all it is told; any thread.
public final class InMemoryEventLog implements EventLog, Forgetting {

  private final EventLogConfig config;
  private final InMemoryCalibrations calibrations;
  private final InMemoryRewards rewards;
  private final InMemoryLedger ledger;
  private final InMemoryDebts debts;
  private final Map<String, InMemoryDossier> dossiers = new HashMap<>();
  private final InMemoryVoices voices = new InMemoryVoices();
  private final InMemoryOnce once = new InMemoryOnce();
  private long outcomes;
  private long feedbacks;
  private long graded;

  public InMemoryEventLog(EventLogConfig config) {
    this.config = config;
    this.calibrations = new InMemoryCalibrations(config);
    this.rewards = new InMemoryRewards(config.clock(), config.routes());
    this.ledger = new InMemoryLedger(config.clock());
    this.debts = new InMemoryDebts(config.clock());
  }

  public Calibrations calibrations() {
    return calibrations;
  }

  public RewardLog rewards(String route) {
    return new InMemoryRewardLog(rewards.of(route), Optional.empty());
  }

  /// The same; entries whose features are of another schema count as corrupt.
  public RewardLog rewards(String route, String featureSchema) {
    return rewards(route).under(featureSchema);
  }

  /// What is kept of the route's policy; the same each time.
  public InMemorySnapshotStore snapshots(String route) {
    return rewards.snapshots(route);
  }

  /// What is kept of the learner that is to serve next; the same each time.
  public InMemorySnapshotStore nextSnapshots(String route) {
    return rewards.nextSnapshots(route);
  }

  public synchronized EventLogStats stats() {
    return new EventLogStats(dossiers.size(), outcomes, feedbacks, graded, 0, 0, 0, 0);
  }

  @Override
  public synchronized CompletionStage<Void> decided(LoggedDecision decision) {
    dossier(decision);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized CompletionStage<Void> finished(
      LoggedDecision decision, LoggedOutcome outcome) {
    InMemoryDossier dossier = dossier(decision);
    if (dossier.finish(outcome)) {
      outcomes++;
      SpendGroup group = SpendGroup.of(decision, file(dossier).servedBy());
      ledger.put(decision.route(), group, Tally.of(decision, outcome), outcome.tsMillis());
      Joiner.usage(decision, outcome)
          .ifPresent(
              usage -> rewards.append(dossier.decision(), usage, Joiner.facts(decision, outcome)));
      join(dossier);
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized CompletionStage<Acknowledgement> feedback(
      Feedback feedback, Optional<String> idempotencyKey) {
    Optional<Acknowledgement> before = idempotencyKey.flatMap(key -> once.before(feedback, key));
    return CompletableFuture.completedStage(
        before.orElseGet(() -> answer(feedback, idempotencyKey)));
  }

  private Acknowledgement answer(Feedback feedback, Optional<String> idempotencyKey) {
    long now = config.clock().millis();
    InMemoryDossier dossier = dossiers.get(feedback.decisionId());
    if (dossier == null) {
      return DecisionIds.absent(feedback.decisionId(), now - config.horizon().toMillis());
    }
    LoggedDecision decision = dossier.decision();
    if (decision.tsMillis() < config.oldestOpen(decision.route(), feedback.source(), now)) {
      return new Acknowledgement.TooLate();
    }
    Acknowledgement answer = new Acknowledgement.Durable(heard(dossier, feedback));
    idempotencyKey.ifPresent(key -> once.answered(feedback, key, answer));
    return answer;
  }

  @Override
  public synchronized CompletionStage<Boolean> shadowed(String route, ShadowGrade grade) {
    InMemoryDossier dossier = dossiers.get(grade.decisionId());
    if (dossier == null || !dossier.shadow(grade.arm())) {
      return CompletableFuture.completedStage(false);
    }
    LoggedDecision decision = dossier.decision();
    grade
        .entries(decision, calibrations.rule(route))
        .forEach(entry -> rewards.append(decision, entry.lesson(), entry.facts()));
    return CompletableFuture.completedStage(true);
  }

  @Override
  public synchronized CompletionStage<Optional<DecisionFile>> find(String decisionId) {
    return CompletableFuture.completedStage(
        Optional.ofNullable(dossiers.get(decisionId)).map(this::file));
  }

  @Override
  public CompletionStage<List<Arm>> arms(String route, List<Arm> arms) {
    return CompletableFuture.completedStage(rewards.arms(route, arms));
  }

  @Override
  public SpendLedger spend() {
    return ledger;
  }

  @Override
  public Debts debts() {
    return debts;
  }

  @Override
  public synchronized CompletionStage<Forgotten> forget(
      Set<String> routes, String user, String principal) {
    Set<String> names = Set.copyOf(List.of(user, principal));
    List<String> decisions = new ArrayList<>();
    long forgotten = 0;
    for (InMemoryDossier dossier : List.copyOf(dossiers.values())) {
      LoggedDecision decision = dossier.decision();
      if (!routes.contains(decision.route())) {
        continue;
      }
      if (decision.contract().getOrDefault("user", "").equals(user)) {
        dossiers.remove(decision.id());
        decisions.add(decision.id());
        forgotten += dossier.voices();
      } else {
        forgotten += dossier.forget(names);
      }
    }
    long removed = routes.stream().filter(route -> voices.forget(route, principal)).count();
    return CompletableFuture.completedStage(new Forgotten(decisions, forgotten, removed));
  }

  @Override
  public void close() {}

  private InMemoryDossier dossier(LoggedDecision decision) {
    debts.note(decision);
    return dossiers.computeIfAbsent(decision.id(), id -> new InMemoryDossier(decision));
  }

  private DecisionFile file(InMemoryDossier dossier) {
    return dossier.file(calibrations.rule(dossier.decision().route()));
  }

  private String heard(InMemoryDossier dossier, Feedback feedback) {
    String status = dossier.hear(feedback);
    if (status.equals("unchanged")) {
      return status;
    }
    if (status.equals("accepted") && Voices.isCounted(feedback)) {
      String route = dossier.decision().route();
      dossier.stands(feedback, voices.vote(route, feedback.principal(), feedback.tsMillis()));
    }
    feedbacks++;
    if (dossier.outcome().isPresent()) {
      join(dossier);
    } else {
      CompletableFuture.delayedExecutor(config.outcomeGrace().toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> join(dossier));
    }
    return status;
  }

  private synchronized void join(InMemoryDossier dossier) {
    LoggedDecision decision = dossier.decision();
    String route = decision.route();
    DecisionFile file = file(dossier);
    RewardRule rule = calibrations.rule(route);
    calibrations.paired(route, SignalPair.of(file, rule, dossier::share));
    Voices.audits(file, rule).stream()
        .filter(dossier::audit)
        .forEach(audit -> voices.audited(route, audit));
    dossier
        .due(file)
        .ifPresent(
            grade -> {
              rewards.append(decision, grade, Joiner.facts(file));
              graded++;
            });
    Tally news = dossier.news(Tally.worth(file));
    if (!news.equals(Tally.NONE)) {
      SpendGroup group = SpendGroup.of(decision, file.servedBy());
      file.outcome().ifPresent(outcome -> ledger.put(route, group, news, outcome.tsMillis()));
    }
  }
}
