package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.CorruptEntryException;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardFields;
import dev.pointsman.feedback.RewardLog;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A route's `rewards` stream, read over a connection of its own since reading may wait. One
/// thread.
///
/// An entry that cannot be read ends a batch; the next read, starting with it, throws
/// `CorruptEntryException`.
final class RedisRewardLog implements RewardLog {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(3);

  private final StatefulRedisConnection<String, String> connection;
  private final String stream;
  private final Optional<String> featureSchema;

  RedisRewardLog(
      StatefulRedisConnection<String, String> connection,
      String stream,
      Optional<String> featureSchema) {
    this.connection = connection;
    this.stream = stream;
    this.featureSchema = featureSchema;
  }

  @Override
  public List<RewardEntry> readAfter(String id, int max, long waitMillis) {
    Duration wait = Duration.ofMillis(Math.clamp(waitMillis, 0, LONGEST_WAIT.toMillis()));
    XReadArgs arguments = XReadArgs.Builder.count(max);
    if (wait.isPositive()) {
      arguments.block(wait);
    }
    connection.setTimeout(wait.plus(ANSWER_PATIENCE));
    List<RewardEntry> entries = new ArrayList<>();
    for (var message : read(arguments, id)) {
      try {
        entries.add(parse(message));
      } catch (IllegalArgumentException e) {
        if (!entries.isEmpty()) {
          return entries;
        }
        throw new CorruptEntryException(message.getId(), String.valueOf(e.getMessage()), e);
      }
    }
    return entries;
  }

  @Override
  public void close() {
    connection.close();
  }

  @SuppressWarnings("unchecked") // an array of generic offsets, of length one
  private List<StreamMessage<String, String>> read(XReadArgs arguments, String id) {
    return connection.sync().xread(arguments, StreamOffset.from(stream, id));
  }

  private RewardEntry parse(StreamMessage<String, String> message) {
    Map<String, String> body = message.getBody();
    Optional<String> made = RewardFields.featureSchema(body);
    if (featureSchema.isPresent() && made.isPresent() && !featureSchema.equals(made)) {
      throw new IllegalArgumentException(
          "its features are of schema "
              + made.get()
              + ", this learner's of "
              + featureSchema.get());
    }
    return RewardFields.parse(message.getId(), body);
  }
}
