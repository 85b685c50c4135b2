package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.StreamId;
import dev.pointsman.feedback.snapshot.Lease;
import dev.pointsman.feedback.snapshot.Snapshot;
import dev.pointsman.feedback.snapshot.SnapshotMark;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ByteArrayOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Snapshots of one route in Redis, of what serves or of what is to serve next; all keys on the
/// route's slot, each verb one script.
public final class RedisSnapshotStore implements SnapshotStore {

  private static final long PATIENCE_SECONDS = 10;
  private static final String TRIMMED_AT_ONCE = "50000";
  private static final Comparator<SnapshotMark> NEWEST_FIRST =
      Comparator.comparing((SnapshotMark mark) -> StreamId.parse(mark.lastId()))
          .thenComparingLong(SnapshotMark::takenMillis)
          .reversed();

  private final RedisClusterAsyncCommands<String, String> redis;
  private final RouteKeys keys;
  private final String shelf;
  private final InstantSource clock;

  /// The connection stays the caller's; `clock` dates orders.
  public RedisSnapshotStore(RedisConnection redis, String route, InstantSource clock) {
    this(redis, route, "", clock);
  }

  private RedisSnapshotStore(
      RedisConnection redis, String route, String shelf, InstantSource clock) {
    this.redis = redis.commands();
    this.keys = new RouteKeys(route);
    this.shelf = shelf;
    this.clock = clock;
  }

  /// Of the learner that is to serve next.
  public static RedisSnapshotStore ofNext(
      RedisConnection redis, String route, InstantSource clock) {
    return new RedisSnapshotStore(redis, route, "-next", clock);
  }

  @Override
  public Optional<Lease> lease(String holder, Duration life) {
    long token = lease(holder, life, "0");
    return token == 0 ? Optional.empty() : Optional.of(new Lease(token));
  }

  @Override
  public Lease seize(String holder, Duration life) {
    return new Lease(lease(holder, life, "1"));
  }

  @Override
  public boolean put(Lease lease, Snapshot snapshot, Set<String> dropped) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(Long.toString(lease.token()));
    arguments.add(snapshot.name());
    arguments.add(MarkFields.of(snapshot));
    arguments.add(snapshot.bytes());
    arguments.addAll(dropped);
    return answer(
            Script.SNAPSHOT.<Long>run(
                redis,
                ScriptOutputType.INTEGER,
                List.of(keys.snapshotMarks() + shelf, keys.snapshots() + shelf),
                arguments))
        == 1;
  }

  @Override
  public List<SnapshotMark> marks() {
    Map<String, String> fields = answer(redis.hgetall(keys.snapshotMarks() + shelf));
    return MarkFields.read(fields).stream().sorted(NEWEST_FIRST).toList();
  }

  @Override
  public Optional<byte[]> read(String name) {
    CommandArgs<String, String> arguments =
        new CommandArgs<>(StringCodec.UTF8).addKey(keys.snapshots() + shelf).add(name);
    return Optional.ofNullable(
        answer(
            redis.dispatch(CommandType.HGET, new ByteArrayOutput<>(StringCodec.UTF8), arguments)));
  }

  @Override
  public Optional<String> order(Order order) {
    long now = clock.millis();
    List<Object> arguments = new ArrayList<>();
    arguments.add(order.snapshot().orElse(""));
    arguments.add(RewardCodec.FIELD);
    arguments.add(RewardCodec.bytes(RewardEntry.order("", now, order), ""));
    String id =
        answer(
            Script.ORDER.<String>run(
                redis,
                ScriptOutputType.VALUE,
                List.of(keys.snapshotMarks() + shelf, keys.rewards()),
                arguments));
    return Optional.of(id).filter(given -> !given.isEmpty());
  }

  @Override
  public Optional<String> adopt(Lease lease, Snapshot snapshot, String by) {
    RewardEntry order = RewardEntry.order("", clock.millis(), new Order.Adopt(snapshot.name(), by));
    List<Object> arguments = new ArrayList<>();
    arguments.add(Long.toString(lease.token()));
    arguments.add(snapshot.name());
    arguments.add(MarkFields.of(snapshot));
    arguments.add(snapshot.bytes());
    arguments.add(RewardCodec.FIELD);
    arguments.add(RewardCodec.bytes(order, ""));
    String id =
        answer(
            Script.ADOPT.<String>run(
                redis,
                ScriptOutputType.VALUE,
                List.of(keys.snapshotMarks() + shelf, keys.snapshots() + shelf, keys.rewards()),
                arguments));
    return Optional.of(id).filter(given -> !given.isEmpty());
  }

  @Override
  public boolean unpin(Lease lease, String name, String orderId) {
    return answer(
            Script.UNPIN.<Long>run(
                redis,
                ScriptOutputType.INTEGER,
                List.of(keys.snapshotMarks() + shelf),
                List.of(Long.toString(lease.token()), name, orderId)))
        == 1;
  }

  @Override
  public long trim(Lease lease, String entryId, boolean archived) {
    return answer(
        Script.TRIM.<Long>run(
            redis,
            ScriptOutputType.INTEGER,
            List.of(keys.snapshotMarks() + shelf, keys.rewards(), keys.archived()),
            List.of(Long.toString(lease.token()), entryId, archived ? "1" : "0", TRIMMED_AT_ONCE)));
  }

  @Override
  public String trimmed() {
    return Optional.ofNullable(answer(redis.hget(keys.snapshotMarks(), "trimmed")))
        .orElse(RewardLog.BEGINNING);
  }

  private long lease(String holder, Duration life, String isForced) {
    return answer(
        Script.LEASE.<Long>run(
            redis,
            ScriptOutputType.INTEGER,
            List.of(keys.snapshotLease() + shelf, keys.snapshotMarks() + shelf),
            List.of(holder, Long.toString(life.toMillis()), isForced)));
  }

  private static <T> T answer(CompletionStage<T> asked) {
    try {
      return asked.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      Throwable cause = Refusal.cause(e);
      throw new StoreAwayException("Redis does not answer: " + cause.getMessage(), cause);
    }
  }
}
