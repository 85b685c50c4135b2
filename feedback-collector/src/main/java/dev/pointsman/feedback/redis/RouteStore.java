package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.DecisionFields;
import dev.pointsman.bandit.log.Fields;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.OutcomeFields;
import dev.pointsman.feedback.ArmFields;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.FeedbackFields;
import dev.pointsman.feedback.Joiner;
import dev.pointsman.feedback.Joiner.Taught;
import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardRule;
import dev.pointsman.feedback.ShadowGrade;
import dev.pointsman.feedback.Voices;
import dev.pointsman.feedback.trust.Audit;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// One route's events in Redis: each verb is one atomic script, one round trip, and may be repeated
/// without effect. Fails when Redis is away.
final class RouteStore {

  private static final int DIGEST_BYTES = 16;

  /// The one field of an entry of `decisions` and `outcomes`.
  static final String PACKED = "r";

  private static final int OVERDUE_AT_ONCE = 200;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final RedisClusterAsyncCommands<String, String> redis;
  private final Supplier<RewardRule> rule;
  private final RouteKeys keys;
  private final RouteLedger ledger;
  private final String timeToLive;
  private final String voiceLife;

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
    this.timeToLive = Long.toString(config.decisionLife().toMillis());
    this.voiceLife = Long.toString(config.retention().voices().toMillis());
  }

  RouteKeys keys() {
    return keys;
  }

  RouteLedger ledger() {
    return ledger;
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
        .ifPresent(entry -> addEntry(arguments, RewardCodec.bytes(entry, decision)));
    return Script.FINISHED.run(
        redis,
        ScriptOutputType.MULTI,
        and(
            ledger.keys(outcome.tsMillis()),
            keys.index(decision.id()),
            keys.decisions(),
            keys.outcomes(),
            keys.rewards(),
            keys.unjoined()),
        arguments);
  }

  /// `status` as `heard.lua` gives it, and the reply of `file.lua` with the event in it; that is
  /// empty while the outcome is not known.
  record Hearing(String status, List<?> file) {}

  CompletionStage<Hearing> heard(Feedback feedback, Optional<String> key, long oldestOpenMillis) {
    Map<String, String> fields = FeedbackFields.of(feedback);
    List<String> arguments = new ArrayList<>();
    arguments.add(timeToLive);
    arguments.add(Long.toString(oldestOpenMillis));
    arguments.add(feedback.decisionId());
    arguments.add(Dossier.VOICE + Fields.list(List.of(feedback.principal(), feedback.metric())));
    arguments.add(digest(body(feedback)));
    arguments.add(Long.toString(feedback.tsMillis()));
    arguments.add(Fields.flag(key.isPresent()));
    arguments.add(Fields.map(fields));
    arguments.add(
        Voices.isCounted(feedback) ? Long.toString(feedback.tsMillis() / DAY_MILLIS) : "");
    arguments.add(voiceLife);
    addAll(arguments, fields);
    String once = digest(List.of(feedback.principal(), key.orElse("")));
    return Script.HEARD
        .<List<?>>run(
            redis,
            ScriptOutputType.MULTI,
            List.of(
                keys.index(feedback.decisionId()),
                keys.feedback(),
                keys.unjoined(),
                keys.once(once),
                keys.voice(feedback.principal()),
                keys.decisions(),
                keys.outcomes()),
            arguments)
        .thenApply(reply -> new Hearing(String.valueOf(reply.get(0)), (List<?>) reply.get(1)));
  }

  /// What a reply of `file.lua` says.
  Optional<Dossier> dossier(List<?> reply) {
    return Dossier.read(reply, rule.get());
  }

  /// Counts for a voice that its vote stood beside better evidence, once a vote.
  CompletionStage<Long> audited(String decisionId, Audit audit) {
    return Script.AUDITED.run(
        redis,
        ScriptOutputType.INTEGER,
        List.of(keys.index(decisionId), keys.voice(audit.principal())),
        List.of(
            Dossier.AUDIT + Fields.list(List.of(audit.principal(), audit.metric())),
            Fields.flag(audit.agrees()),
            voiceLife));
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

  enum Join {
    APPENDED,
    NOTHING_DUE,
    CHANGED_MEANWHILE
  }

  /// Appends the lesson, if any is due, unless the decision's file changed since it was read.
  CompletionStage<Join> joined(Dossier read, Optional<Lesson.Graded> lesson, long nowMillis) {
    LoggedDecision decision = read.file().decision();
    List<Object> arguments = new ArrayList<>();
    arguments.add(decision.id());
    arguments.add(read.heard());
    arguments.add(read.lessons());
    arguments.addAll(RouteLedger.joined(read.file()));
    List<String> buckets =
        read.file().outcome().map(o -> ledger.keys(o.tsMillis())).orElse(List.of());
    List<String> settings =
        lesson.map(g -> Dossier.settings(Taught.of(g, read.file().evidence()))).orElse(List.of());
    arguments.add(Integer.toString(settings.size()));
    arguments.addAll(settings);
    lesson
        .map(g -> new RewardEntry("", decision.id(), nowMillis, g, Joiner.facts(read.file())))
        .ifPresent(entry -> addEntry(arguments, RewardCodec.bytes(entry, decision)));
    return Script.JOINED
        .<Long>run(
            redis,
            ScriptOutputType.INTEGER,
            and(buckets, keys.index(decision.id()), keys.rewards(), keys.unjoined()),
            arguments)
        .thenApply(
            reply ->
                switch (reply.intValue()) {
                  case 1 -> Join.APPENDED;
                  case 0 -> Join.NOTHING_DUE;
                  default -> Join.CHANGED_MEANWHILE;
                });
  }

  /// Appends what an arm taught off the user's path, unless it did before.
  CompletionStage<Boolean> shadowed(LoggedDecision decision, ShadowGrade grade) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(Dossier.SHADOW + grade.arm());
    arguments.add(RewardCodec.FIELD);
    grade
        .entries(decision, rule.get())
        .forEach(entry -> arguments.add(RewardCodec.bytes(entry, decision)));
    return Script.SHADOWED
        .<Long>run(
            redis,
            ScriptOutputType.INTEGER,
            List.of(keys.index(decision.id()), keys.rewards()),
            arguments)
        .thenApply(appended -> appended == 1);
  }

  /// The decision's id in an entry of the `decisions` stream.
  static String decisionId(Map<String, String> entry) {
    return DecisionFields.unpacked(entry.getOrDefault(PACKED, "")).id();
  }

  /// Decisions whose feedback was not joined within the grace: the outcome never came, or whoever
  /// heard it died.
  CompletionStage<List<String>> overdue(long graceMillis) {
    return Script.OVERDUE
        .<List<?>>run(
            redis,
            ScriptOutputType.MULTI,
            List.of(keys.unjoined()),
            List.of(Long.toString(graceMillis), Integer.toString(OVERDUE_AT_ONCE)))
        .thenApply(reply -> reply.stream().map(String::valueOf).toList());
  }

  /// Appends the arms unless they were told last; gives those told first of all.
  CompletionStage<List<Arm>> arms(List<Arm> arms, long nowMillis) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(ArmFields.of(arms));
    RewardEntry entry = RewardEntry.arms("", nowMillis, new Lesson.Arms(arms));
    addEntry(arguments, RewardCodec.bytes(entry, ""));
    return Script.ARMS
        .<String>run(redis, ScriptOutputType.VALUE, List.of(keys.arms(), keys.rewards()), arguments)
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

  CompletionStage<Long> giveUpJoining(String decisionId) {
    return redis.zrem(keys.unjoined(), decisionId);
  }

  private static void addEntry(List<Object> arguments, byte[] entry) {
    arguments.add(RewardCodec.FIELD);
    arguments.add(entry);
  }

  private static void addAll(List<String> arguments, Map<String, String> fields) {
    fields.forEach(
        (name, value) -> {
          arguments.add(name);
          arguments.add(value);
        });
  }

  private static List<String> and(List<String> last, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(last);
    return all;
  }

  /// All of an event but its time.
  private static List<String> body(Feedback feedback) {
    return List.of(
        feedback.decisionId(),
        feedback.principal(),
        feedback.source().name(),
        feedback.metric(),
        Double.toString(feedback.value()),
        feedback.comment(),
        Fields.map(feedback.tags()));
  }

  private static String digest(List<String> texts) {
    try {
      byte[] all = Fields.list(texts).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(all);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  private static boolean isOne(Object reply) {
    return Long.valueOf(1).equals(reply);
  }
}
