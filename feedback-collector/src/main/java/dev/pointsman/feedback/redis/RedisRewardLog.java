package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardFields;
import dev.pointsman.feedback.RewardLog;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A route's `rewards` stream, read over a connection of its own since reading may wait. One
/// thread.
final class RedisRewardLog implements RewardLog {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(3);

  private final RedisLink.Stream redis;
  private final RouteKeys keys;
  private final Optional<String> featureSchema;

  RedisRewardLog(RedisLink.Stream redis, RouteKeys keys, Optional<String> featureSchema) {
    this.redis = redis;
    this.keys = keys;
    this.featureSchema = featureSchema;
  }

  @Override
  public List<RewardEntry> readAfter(String id, int max, long waitMillis) {
    Duration wait = Duration.ofMillis(Math.clamp(waitMillis, 0, LONGEST_WAIT.toMillis()));
    XReadArgs arguments = XReadArgs.Builder.count(max);
    if (wait.isPositive()) {
      arguments.block(wait);
    }
    redis.connection().setTimeout(wait.plus(ANSWER_PATIENCE));
    return read(arguments, id).stream().map(this::entry).toList();
  }

  @Override
  public RewardLog under(String other) {
    return new RedisRewardLog(redis, keys, Optional.of(other));
  }

  @Override
  public String trimmedTo() {
    byte[] entry = redis.commands().hget(keys.snapshotMarks(), "trimmed");
    return entry == null ? BEGINNING : new String(entry, StandardCharsets.UTF_8);
  }

  @Override
  public boolean holds(String id) {
    return !redis.commands().xrange(keys.rewards(), Range.create(id, id)).isEmpty();
  }

  @Override
  public void close() {
    redis.connection().close();
  }

  @SuppressWarnings("unchecked") // an array of generic offsets, of length one
  private List<StreamMessage<String, byte[]>> read(XReadArgs arguments, String id) {
    return redis.commands().xread(arguments, StreamOffset.from(keys.rewards(), id));
  }

  private RewardEntry entry(StreamMessage<String, byte[]> message) {
    byte[] packed = message.getBody().get(RewardCodec.FIELD);
    return packed == null
        ? RewardFields.read(message.getId(), texts(message), featureSchema)
        : RewardCodec.read(message.getId(), packed, featureSchema);
  }

  /// The fields of an entry that an older build wrote.
  static Map<String, String> texts(StreamMessage<String, byte[]> message) {
    Map<String, String> texts = HashMap.newHashMap(message.getBody().size());
    message
        .getBody()
        .forEach((name, bytes) -> texts.put(name, new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }
}
