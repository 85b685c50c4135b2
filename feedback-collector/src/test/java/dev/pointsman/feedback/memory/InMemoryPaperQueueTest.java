package dev.pointsman.feedback.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.grading.PaperQueue;
import dev.pointsman.feedback.grading.PaperQueueContract;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InMemoryPaperQueueTest extends PaperQueueContract {

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Override
  protected PaperQueue open() {
    return new InMemoryPaperQueue(now::get);
  }

  @Test
  void take_leaseRanOut_handsItOutAgainAndAfterItsLifeNoMore() {
    PaperQueue queue = open();
    get(queue.offer("auto", paper("d1", "t")));
    get(queue.take("auto", 1));
    now.updateAndGet(time -> time.plus(PaperQueue.LEASE));

    assertThat(get(queue.take("auto", 1))).hasSize(1);
    now.updateAndGet(time -> time.plus(PaperQueue.LIFE));
    assertThat(get(queue.take("auto", 1))).isEmpty();
    assertThat(get(queue.find("auto", "d1"))).isEmpty();
  }
}
