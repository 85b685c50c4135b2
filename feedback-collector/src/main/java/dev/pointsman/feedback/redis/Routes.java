package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.Debts;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.DecisionIds;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Joiner;
import dev.pointsman.feedback.ShadowGrade;
import dev.pointsman.feedback.SignalPair;
import dev.pointsman.feedback.Voices;
import dev.pointsman.feedback.trust.Audit;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All routes' events in Redis, and the joining of outcome and feedback into lessons. Everything
/// fails when Redis is away, and may be repeated without effect.
///
/// A decision's id does not name its route, so what is asked by id is asked of all routes at once.
/// An appended lesson is worked out here and appended only if the decision's file has not changed
/// meanwhile; whoever loses that race reads again. Feedback whose join failed stays in the route's
/// `unjoined` set, which every router sweeps.
final class Routes {

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final int JOIN_ATTEMPTS = 20;

  private final RedisClusterAsyncCommands<String, String> redis;
  private final EventLogConfig config;
  private final RedisCalibrations calibrations;
  private final RedisDebts debts;
  private final Counters counters;
  private final Map<String, RouteStore> stores = new ConcurrentHashMap<>();

  Routes(
      RedisClusterAsyncCommands<String, String> redis, EventLogConfig config, Counters counters) {
    this.redis = redis;
    this.config = config;
    this.calibrations = new RedisCalibrations(redis, config.rules());
    this.debts = new RedisDebts(redis, config.clock());
    this.counters = counters;
    config.routes().forEach(this::store);
  }

  CompletionStage<Void> decided(LoggedDecision decision) {
    return debts
        .note(decision)
        .thenCompose(noted -> store(decision.route()).decided(decision))
        .thenAccept(isNew -> counters.decisions.add(isNew ? 1 : 0));
  }

  CompletionStage<Void> finished(LoggedDecision decision, LoggedOutcome outcome) {
    RouteStore store = store(decision.route());
    return debts
        .note(decision)
        .thenCompose(noted -> store.finished(decision, outcome))
        .thenAccept(
            finish -> {
              counters.outcomes.add(finish.isNew() ? 1 : 0);
              if (finish.hasFeedback()) {
                join(store, decision.id());
              }
            });
  }

  /// The answer to feedback given at a time; with it, the store that has the decision joins.
  CompletionStage<Acknowledgement> heard(Feedback feedback, Optional<String> key, long atMillis) {
    return everywhere(store -> answer(store, feedback, key, atMillis))
        .thenApply(
            answers ->
                answers.stream()
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseGet(() -> absent(feedback, atMillis)));
  }

  CompletionStage<Boolean> shadowed(String route, ShadowGrade grade) {
    RouteStore store = store(route);
    return store
        .file(grade.decisionId())
        .thenCompose(
            found ->
                found.isPresent()
                    ? store
                        .lessons()
                        .shadowed(found.get().file().decision(), grade, calibrations.rule(route))
                    : CompletableFuture.completedStage(false));
  }

  CompletionStage<Optional<DecisionFile>> find(String decisionId) {
    return everywhere(store -> store.file(decisionId))
        .thenApply(
            files -> files.stream().flatMap(Optional::stream).map(Dossier::file).findFirst());
  }

  /// Joins what nobody joined within the grace.
  CompletionStage<Void> sweep() {
    return everywhere(
            store ->
                store
                    .lessons()
                    .overdue(config.outcomeGrace().toMillis())
                    .thenAccept(ids -> ids.forEach(id -> join(store, id))))
        .thenAccept(done -> {});
  }

  /// Who was forgotten lately on any route.
  CompletionStage<Oblivion> oblivion() {
    return everywhere(RouteStore::forgotten).thenApply(Oblivion::new);
  }

  /// Removes what has outlived its time on routes that are quiet; busy ones do it as they go.
  CompletionStage<Void> prune() {
    return everywhere(RouteStore::prune).thenAccept(done -> {});
  }

  /// Takes up the newest maps of every route.
  CompletionStage<Void> refresh() {
    return everywhere(store -> calibrations.refresh(store.keys().route())).thenAccept(done -> {});
  }

  Calibrations calibrations() {
    return calibrations;
  }

  Debts debts() {
    return debts;
  }

  CompletionStage<List<Arm>> arms(String route, List<Arm> arms) {
    return store(route).arms(arms, config.clock().millis());
  }

  RouteLedger ledger(String route) {
    return store(route).ledger();
  }

  RouteKeys keys(String route) {
    return store(route).keys();
  }

  private Acknowledgement absent(Feedback feedback, long atMillis) {
    return DecisionIds.absent(feedback.decisionId(), atMillis - config.horizon().toMillis());
  }

  private CompletionStage<Optional<Acknowledgement>> answer(
      RouteStore store, Feedback feedback, Optional<String> key, long atMillis) {
    String route = store.keys().route();
    long oldestOpen = config.oldestOpen(route, feedback.source(), atMillis);
    return store
        .voices()
        .heard(feedback, key, oldestOpen)
        .thenApply(
            hearing ->
                switch (hearing.status()) {
                  case "unknown" -> Optional.empty();
                  case "late" -> Optional.of(new Acknowledgement.TooLate());
                  case "conflict" -> Optional.of(new Acknowledgement.Conflict());
                  default -> {
                    counters.feedback.increment();
                    if (!hearing.file().isEmpty()) {
                      join(store, feedback.decisionId(), hearing.file());
                    }
                    yield Optional.of(new Acknowledgement.Durable(hearing.status()));
                  }
                });
  }

  /// Runs beside the answer; a failure leaves the work to the sweep.
  private void join(RouteStore store, String decisionId) {
    watch(store, decisionId, join(store, decisionId, JOIN_ATTEMPTS));
  }

  /// The same with the file as it was just told. What cannot be read of it does not make feedback
  /// fail that is written.
  private void join(RouteStore store, String decisionId, List<?> told) {
    watch(
        store,
        decisionId,
        CompletableFuture.completedStage(told)
            .thenApply(store::dossier)
            .thenCompose(found -> join(store, found, JOIN_ATTEMPTS)));
  }

  private void watch(RouteStore store, String decisionId, CompletionStage<Void> joining) {
    joining.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            return;
          }
          counters.failures.increment();
          if (Refusal.isForGood(failure)) {
            LOG.warn("feedback on {} cannot be joined: {}", decisionId, failure.toString());
            counters.dropped.increment();
            store.lessons().giveUp(decisionId);
          }
        });
  }

  private CompletionStage<Void> join(RouteStore store, String decisionId, int attempts) {
    return store.file(decisionId).thenCompose(found -> join(store, found, attempts));
  }

  private CompletionStage<Void> join(RouteStore store, Optional<Dossier> found, int attempts) {
    if (found.isEmpty() || attempts == 0) {
      return CompletableFuture.completedStage(null);
    }
    Dossier read = found.get();
    Optional<Lesson.Graded> lesson = Joiner.grade(read.file(), read.taught());
    return store
        .lessons()
        .joined(read, lesson, config.clock().millis())
        .thenCompose(join -> after(join, store, read.file().decision().id(), attempts))
        .thenCompose(joined -> paired(store, read))
        .thenCompose(kept -> audited(store, read.file()));
  }

  /// Keeps what the answer says of one signal beside another.
  private CompletionStage<Void> paired(RouteStore store, Dossier read) {
    String route = store.keys().route();
    return calibrations.paired(
        route, SignalPair.of(read.file(), calibrations.rule(route), read::share));
  }

  /// Counts for the voices what better evidence says of their votes.
  private CompletionStage<Void> audited(RouteStore store, DecisionFile file) {
    List<CompletableFuture<Long>> counts = new ArrayList<>();
    for (Audit audit : Voices.audits(file, calibrations.rule(store.keys().route()))) {
      counts.add(store.voices().audited(file.decision().id(), audit).toCompletableFuture());
    }
    return CompletableFuture.allOf(counts.toArray(CompletableFuture[]::new));
  }

  private CompletionStage<Void> after(
      RouteLessons.Join join, RouteStore store, String decisionId, int attempts) {
    return switch (join) {
      case APPENDED -> {
        counters.rewards.increment();
        yield CompletableFuture.completedStage(null);
      }
      case NOTHING_DUE -> CompletableFuture.completedStage(null);
      case CHANGED_MEANWHILE -> join(store, decisionId, attempts - 1);
    };
  }

  private RouteStore store(String route) {
    return stores.computeIfAbsent(route, name -> newStore(name));
  }

  private RouteStore newStore(String route) {
    return new RouteStore(redis, new RouteKeys(route), config, () -> calibrations.rule(route));
  }

  private <T> CompletionStage<List<T>> everywhere(
      Function<RouteStore, CompletionStage<T>> question) {
    Collection<RouteStore> asked = stores.values();
    List<CompletableFuture<T>> answers = new ArrayList<>(asked.size());
    asked.forEach(store -> answers.add(question.apply(store).toCompletableFuture()));
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
  }
}
