package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pointsman.feedback.SharedCache.Room;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisCacheIT {

  private static final Room HOUR = room(3_600_000, 1 << 20);

  @TempDir Path data;
  private RedisConnection redis;
  private RedisCache cache;

  @BeforeEach
  void start() {
    redis = RedisConnection.open(RedisConnection.EMBEDDED, data);
    cache = new RedisCache(redis);
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void get_afterPut_isTheSameBytes() {
    byte[] value = new byte[256];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) i;
    }

    assertThat(done(cache.put("auto", "a", value, HOUR))).isTrue();

    assertThat(done(cache.get("auto", "a")).orElseThrow()).isEqualTo(value);
    assertThat(done(cache.get("auto", "b"))).isEmpty();
    assertThat(done(cache.get("other", "a"))).isEmpty();
  }

  @Test
  void value_afterItsLife_isGoneWithItsSize() {
    done(cache.put("auto", "short", new byte[300], room(30, 1 << 20)));
    await().until(() -> done(cache.get("auto", "short")).isEmpty());

    done(cache.put("auto", "next", new byte[30], HOUR));

    assertThat(held()).isEqualTo(40);
  }

  @Test
  void put_beyondTheBound_dropsWhatEndsFirst() {
    done(cache.put("auto", "later", new byte[300], room(60_000, 1_000)));
    done(cache.put("auto", "sooner", new byte[300], room(50_000, 1_000)));

    done(cache.put("auto", "new", new byte[300], room(70_000, 1_000)));

    assertThat(done(cache.get("auto", "sooner"))).isEmpty();
    assertThat(done(cache.get("auto", "later"))).isPresent();
    assertThat(done(cache.get("auto", "new"))).isPresent();
    assertThat(held()).isEqualTo(800);
  }

  @Test
  void put_sameNameAgain_countsOnce() {
    done(cache.put("auto", "a", new byte[300], HOUR));
    done(cache.put("auto", "a", new byte[30], HOUR));

    assertThat(held()).isEqualTo(40);
    assertThat(done(cache.get("auto", "a")).orElseThrow()).hasSize(30);
  }

  @Test
  void put_largerThanTheBound_isRefusedAndDropsNothing() {
    done(cache.put("auto", "a", new byte[30], HOUR));

    assertThat(done(cache.put("auto", "b", new byte[1_000], room(1_000, 1_000)))).isFalse();

    assertThat(done(cache.get("auto", "a"))).isPresent();
  }

  @Test
  void get_redisGone_fails() {
    redis.close();

    assertThatThrownBy(() -> done(cache.get("auto", "a"))).isNotNull();
  }

  private static Room room(long lifeMillis, long bytes) {
    return new Room(Duration.ofMillis(lifeMillis), bytes);
  }

  /// The sum of sizes that the bound is held against.
  private long held() {
    RouteKeys keys = new RouteKeys("auto");
    String sum = redis.commands().hget(keys.cacheSizes(), "").toCompletableFuture().join();
    return Optional.ofNullable(sum).map(Long::parseLong).orElse(0L);
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
