package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Joiner;
import dev.pointsman.feedback.Joiner.Taught;
import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardRule;
import dev.pointsman.feedback.ShadowGrade;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What feedback on one route's decisions teaches: lessons appended to `rewards`, and which
/// decisions still wait for theirs. Any thread.
record RouteLessons(
    RedisClusterAsyncCommands<String, String> redis, RouteKeys keys, RouteLedger ledger) {

  private static final int OVERDUE_AT_ONCE = 200;

  enum Join {
    APPENDED,
    NOTHING_DUE,
    CHANGED_MEANWHILE
  }

  /// Appends the lesson, if any is due, unless the decision's file changed since it was read.
  CompletionStage<Join> joined(Dossier read, Optional<Lesson.Graded> lesson, long nowMillis) {
    LoggedDecision decision = read.file().decision();
    List<String> touched = new ArrayList<>();
    touched.add(keys.index(decision.id()));
    touched.add(keys.rewards());
    touched.add(keys.unjoined());
    read.file().outcome().ifPresent(outcome -> touched.addAll(ledger.keys(outcome.tsMillis())));
    List<Object> arguments = new ArrayList<>();
    arguments.add(decision.id());
    arguments.add(read.heard());
    arguments.add(read.lessons());
    arguments.addAll(RouteLedger.joined(read.file()));
    List<String> settings =
        lesson.map(g -> Dossier.settings(Taught.of(g, read.file().evidence()))).orElse(List.of());
    arguments.add(Integer.toString(settings.size()));
    arguments.addAll(settings);
    lesson
        .map(g -> new RewardEntry("", decision.id(), nowMillis, g, Joiner.facts(read.file())))
        .ifPresent(entry -> arguments.addAll(RewardCodec.field(entry, decision)));
    return Script.JOINED
        .<Long>run(redis, ScriptOutputType.INTEGER, touched, arguments)
        .thenApply(
            reply ->
                switch (reply.intValue()) {
                  case 1 -> Join.APPENDED;
                  case 0 -> Join.NOTHING_DUE;
                  default -> Join.CHANGED_MEANWHILE;
                });
  }

  /// Appends what an arm taught off the user's path, unless it did before.
  CompletionStage<Boolean> shadowed(LoggedDecision decision, ShadowGrade grade, RewardRule rule) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(Dossier.SHADOW + grade.arm());
    arguments.add(RewardCodec.FIELD);
    grade
        .entries(decision, rule)
        .forEach(entry -> arguments.add(RewardCodec.bytes(entry, decision)));
    return Script.SHADOWED
        .<Long>run(
            redis,
            ScriptOutputType.INTEGER,
            List.of(keys.index(decision.id()), keys.rewards()),
            arguments)
        .thenApply(appended -> appended == 1);
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

  CompletionStage<Long> giveUp(String decisionId) {
    return redis.zrem(keys.unjoined(), decisionId);
  }
}
