package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.grading.PaperQueue;
import dev.pointsman.feedback.grading.PaperQueueContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisPaperQueueIT extends PaperQueueContract {

  @TempDir static Path data;
  private static RedisConnection redis;

  @BeforeAll
  static void startRedis() {
    redis = RedisConnection.open(RedisConnection.EMBEDDED, data);
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @Override
  protected PaperQueue open() {
    get(redis.commands().flushall());
    return new RedisPaperQueue(redis);
  }

  @Test
  void offer_text_expiresByItself() {
    PaperQueue queue = open();
    get(queue.offer("auto", paper("d1", "t")));

    long left = get(redis.commands().pttl(new RouteKeys("auto").paper("d1")));
    assertThat(left).isPositive().isLessThanOrEqualTo(PaperQueue.LIFE.toMillis());
    long index = get(redis.commands().pttl(new RouteKeys("auto").papers()));
    assertThat(index).isPositive().isLessThanOrEqualTo(PaperQueue.LIFE.toMillis());
  }

  @Test
  void take_textIsGone_isForgotten() {
    PaperQueue queue = open();
    get(queue.offer("auto", paper("d1", "t")));
    get(redis.commands().del(new RouteKeys("auto").paper("d1")));

    assertThat(get(queue.take("auto", 1))).isEmpty();
    assertThat(get(redis.commands().zcard(new RouteKeys("auto").papers()))).isZero();
  }

  @Test
  void take_leaseRanOut_handsItOutAgain() {
    PaperQueue queue = open();
    get(queue.offer("auto", paper("d1", "t")));
    get(queue.take("auto", 1));
    get(redis.commands().zadd(new RouteKeys("auto").papers(), 1, "d1"));

    assertThat(get(queue.take("auto", 1))).hasSize(1);
  }
}
