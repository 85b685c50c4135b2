package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.DecisionFields;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.OutcomeFields;
import dev.pointsman.feedback.ArmFields;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Joiner;
import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardRule;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// One route in Redis: its decisions, outcomes and arms; feedback on them goes through `voices` and
/// `lessons`, spend through `ledger`. Each verb is one atomic script, one round trip, and may be
/// repeated without effect. Fails when Redis is away. Any thread.
final class RouteStore {

  /// The one field of an entry of `decisions` and `outcomes`.
  static final String PACKED = "r";

  private final RedisClusterAsyncCommands<String, String> redis;
  private final Supplier<RewardRule> rule;
  private final RouteKeys keys;
  private final RouteLedger ledger;
  private final RouteVoices voices;
  private final RouteLessons lessons;
  private final String timeToLive;

  /// `rule` makes the rewards of what is read.
  RouteStore(
      RedisClusterAsyncCommands<String, String> redis,
      RouteKeys keys,
      EventLogConfig config,
      Supplier<RewardRule> rule) {
    this.redis = redis;
    this.rule = rule;
    this.keys = keys;
    this.ledger = new RouteLedger(redis, keys, config.retention().spend());
    this.voices = new RouteVoices(redis, keys, config);
    this.lessons = new RouteLessons(redis, keys, ledger);
    this.timeToLive = Long.toString(config.decisionLife().toMillis());
  }

  RouteKeys keys() {
    return keys;
  }

  RouteLedger ledger() {
    return ledger;
  }

  RouteVoices voices() {
    return voices;
  }

  RouteLessons lessons() {
    return lessons;
  }

  CompletionStage<Boolean> decided(LoggedDecision decision) {
    return Script.DECIDED
        .<Long>run(
            redis,
            ScriptOutputType.INTEGER,
            List.of(keys.index(decision.id()), keys.decisions()),
            List.of(
                timeToLive, Long.toString(decision.tsMillis()), DecisionFields.packed(decision)))
        .thenApply(isNew -> isNew == 1);
  }

  /// Whether the outcome was new, and whether feedback waits to be joined with it.
  record Finish(boolean isNew, boolean hasFeedback) {}

  CompletionStage<Finish> finished(LoggedDecision decision, LoggedOutcome outcome) {
    return finished(decision, outcome, "")
        .thenCompose(
            reply ->
                Long.valueOf(-1).equals(reply.get(0))
                    ? finished(decision, outcome, DecisionFields.packed(decision))
                    : CompletableFuture.completedStage(reply))
        .thenApply(reply -> new Finish(isOne(reply.get(0)), isOne(reply.get(1))));
  }

  /// `packed` is the decision, empty where it is thought to be logged.
  private CompletionStage<List<?>> finished(
      LoggedDecision decision, LoggedOutcome outcome, String packed) {
    List<String> touched = new ArrayList<>();
    touched.add(keys.index(decision.id()));
    touched.add(keys.decisions());
    touched.add(keys.outcomes());
    touched.add(keys.rewards());
    touched.add(keys.unjoined());
    touched.addAll(ledger.keys(outcome.tsMillis()));
    List<Object> arguments = new ArrayList<>();
    arguments.add(timeToLive);
    arguments.add(Long.toString(decision.tsMillis()));
    arguments.add(decision.id());
    arguments.add(packed);
    arguments.add(OutcomeFields.packed(outcome));
    arguments.addAll(ledger.finished(decision, outcome));
    Joiner.usage(decision, outcome)
        .map(
            usage ->
                new RewardEntry(
                    "", decision.id(), outcome.tsMillis(), usage, Joiner.facts(decision, outcome)))
        .ifPresent(entry -> arguments.addAll(RewardCodec.field(entry, decision)));
    return Script.FINISHED.run(redis, ScriptOutputType.MULTI, touched, arguments);
  }

  /// What a reply of `file.lua` says.
  Optional<Dossier> dossier(List<?> reply) {
    return Dossier.read(reply, rule.get());
  }

  CompletionStage<Optional<Dossier>> file(String decisionId) {
    return Script.FILE
        .<List<?>>run(
            redis,
            ScriptOutputType.MULTI,
            List.of(keys.index(decisionId), keys.decisions(), keys.outcomes()),
            List.of())
        .thenApply(this::dossier);
  }

  /// The decision's id in an entry of the `decisions` stream.
  static String decisionId(Map<String, String> entry) {
    return DecisionFields.unpacked(entry.getOrDefault(PACKED, "")).id();
  }

  /// Appends the arms unless they were told last; gives those told first of all.
  CompletionStage<List<Arm>> arms(List<Arm> arms, long nowMillis) {
    RewardEntry entry = RewardEntry.arms("", nowMillis, new Lesson.Arms(arms));
    return Script.ARMS
        .<String>run(
            redis,
            ScriptOutputType.VALUE,
            List.of(keys.arms(), keys.rewards()),
            List.of(ArmFields.of(arms), RewardCodec.FIELD, RewardCodec.bytes(entry, "")))
        .thenApply(ArmFields::parse);
  }

  /// Who was forgotten when, as {@link Oblivion} reads it.
  CompletionStage<Map<String, String>> forgotten() {
    return redis.hgetall(keys.forgotten());
  }

  /// Removes what has outlived its time, for a route that nothing is written to; gives how much. A
  /// long backlog goes in several times.
  CompletionStage<Long> prune() {
    return Script.PRUNE.run(
        redis,
        ScriptOutputType.INTEGER,
        List.of(keys.decisions(), keys.outcomes(), keys.feedback()),
        List.of(timeToLive));
  }

  private static boolean isOne(Object reply) {
    return Long.valueOf(1).equals(reply);
  }
}
