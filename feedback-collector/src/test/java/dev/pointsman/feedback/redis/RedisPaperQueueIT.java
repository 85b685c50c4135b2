package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.grading.PaperQueue;
import dev.pointsman.feedback.grading.PaperQueueContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisPaperQueueIT extends PaperQueueContract {

  @RegisterExtension static final TestRedis REDIS = TestRedis.installed();

  @Override
  protected PaperQueue open() {
    return new RedisPaperQueue(REDIS.emptied());
  }

  @Test
  void offer_text_expiresByItself() {
    PaperQueue queue = open();
    get(queue.offer("auto", paper("d1", "t")));

    long left = get(REDIS.commands().pttl(new RouteKeys("auto").paper("d1")));
    assertThat(left).isPositive().isLessThanOrEqualTo(PaperQueue.LIFE.toMillis());
    long index = get(REDIS.commands().pttl(new RouteKeys("auto").papers()));
    assertThat(index).isPositive().isLessThanOrEqualTo(PaperQueue.LIFE.toMillis());
  }

  @Test
  void take_textIsGone_isForgotten() {
    PaperQueue queue = open();
    get(queue.offer("auto", paper("d1", "t")));
    get(REDIS.commands().del(new RouteKeys("auto").paper("d1")));

    assertThat(get(queue.take("auto", 1))).isEmpty();
    assertThat(get(REDIS.commands().zcard(new RouteKeys("auto").papers()))).isZero();
  }

  @Test
  void take_leaseRanOut_handsItOutAgain() {
    PaperQueue queue = open();
    get(queue.offer("auto", paper("d1", "t")));
    get(queue.take("auto", 1));
    get(REDIS.commands().zadd(new RouteKeys("auto").papers(), 1, "d1"));

    assertThat(get(queue.take("auto", 1))).hasSize(1);
  }
}
