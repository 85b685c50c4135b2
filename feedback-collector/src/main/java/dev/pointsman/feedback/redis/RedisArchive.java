package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardFields;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A route's `rewards` as they are stored, for an archive to copy, and how far it has come: where
/// archiving is asked for, the stream is trimmed only behind that. One thread.
public final class RedisArchive implements AutoCloseable {

  private final RedisLink.Stream link;
  private final RouteKeys keys;

  /// The connection stays the caller's.
  public RedisArchive(RedisConnection redis, String route) {
    this.keys = new RouteKeys(route);
    this.link = redis.connect(keys.rewards());
  }

  /// An entry as {@link RewardCodec} wrote it; one that cannot be read is told all the same.
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  public record Stored(String id, byte[] entry) {}

  /// Up to `max` entries after the id, in order.
  public List<Stored> after(String id, int max) {
    Range<String> rest = Range.from(Range.Boundary.excluding(id), Range.Boundary.unbounded());
    return link.commands().xrange(keys.rewards(), rest, Limit.from(max)).stream()
        .map(message -> new Stored(message.getId(), bytes(message)))
        .toList();
  }

  /// Everything until this id is kept elsewhere from now on.
  public void archived(String id) {
    link.commands().set(keys.archived(), id.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    link.connection().close();
  }

  private static byte[] bytes(StreamMessage<String, byte[]> message) {
    byte[] packed = message.getBody().get(RewardCodec.FIELD);
    return packed == null ? packed(message) : packed;
  }

  /// Of an older build, whose entries are texts.
  private static byte[] packed(StreamMessage<String, byte[]> message) {
    Map<String, String> texts = RedisRewardLog.texts(message);
    try {
      RewardEntry entry = RewardFields.parse(message.getId(), texts, Optional.empty());
      return RewardCodec.bytes(entry, texts.getOrDefault("feature_schema", ""));
    } catch (IllegalArgumentException corrupt) {
      return new byte[0];
    }
  }
}
