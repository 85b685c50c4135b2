package dev.pointsman.feedback.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.grading.PaperQueue.Sealed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every queue of papers does.
public abstract class PaperQueueContract {

  private PaperQueue queue;

  /// One that is empty.
  protected abstract PaperQueue open();

  @BeforeEach
  void openQueue() {
    queue = open();
  }

  @Test
  void take_offered_isThatTextOnce() {
    assertThat(get(queue.offer("auto", paper("d1", "secret ☃")))).isTrue();

    List<Sealed> taken = get(queue.take("auto", 10));

    assertThat(taken).hasSize(1);
    assertThat(taken.getFirst().decisionId()).isEqualTo("d1");
    assertThat(taken.getFirst().text()).isEqualTo("secret ☃");
    assertThat(get(queue.take("auto", 10))).isEmpty();
    assertThat(get(queue.take("other", 10))).isEmpty();
    assertThat(get(queue.find("auto", "d1"))).isPresent();
  }

  @Test
  void offer_sameDecisionAgain_isRefusedUntilItIsDone() {
    get(queue.offer("auto", paper("d1", "a")));

    assertThat(get(queue.offer("auto", paper("d1", "b")))).isFalse();
    get(queue.done("auto", "d1"));
    assertThat(get(queue.find("auto", "d1"))).isEmpty();
    assertThat(get(queue.take("auto", 10))).isEmpty();
    assertThat(get(queue.offer("auto", paper("d1", "c")))).isTrue();
  }

  @Test
  void take_fewer_leavesTheRestToOthers() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      get(queue.offer("auto", paper("d" + i, "t")));
    }
    for (int i = 0; i < 3; i++) {
      get(queue.take("auto", 2)).forEach(p -> assertThat(seen.add(p.decisionId())).isTrue());
    }
    assertThat(seen).hasSize(5);
  }

  @Test
  void offer_beyondTheBound_isRefused() {
    for (int i = 0; i < PaperQueue.MOST; i++) {
      assertThat(get(queue.offer("auto", paper("d" + i, "t")))).isTrue();
    }
    assertThat(get(queue.offer("auto", paper("one more", "t")))).isFalse();
    assertThat(get(queue.offer("other", paper("one more", "t")))).isTrue();
  }

  protected static Sealed paper(String id, String text) {
    return new Sealed(id, text);
  }

  protected static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
