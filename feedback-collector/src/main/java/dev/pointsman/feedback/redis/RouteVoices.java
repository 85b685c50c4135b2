package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.log.Fields;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.FeedbackFields;
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
import java.util.concurrent.CompletionStage;

/// What voices say of one route's decisions, and how their votes went in audits. Any thread.
final class RouteVoices {

  private static final int DIGEST_BYTES = 16;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final RedisClusterAsyncCommands<String, String> redis;
  private final RouteKeys keys;
  private final String timeToLive;
  private final String voiceLife;

  RouteVoices(
      RedisClusterAsyncCommands<String, String> redis, RouteKeys keys, EventLogConfig config) {
    this.redis = redis;
    this.keys = keys;
    this.timeToLive = Long.toString(config.decisionLife().toMillis());
    this.voiceLife = Long.toString(config.retention().voices().toMillis());
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
    fields.forEach(
        (name, value) -> {
          arguments.add(name);
          arguments.add(value);
        });
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
}
