package dev.pointsman.router.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.feedback.SessionTotals;
import dev.pointsman.feedback.SessionTotals.Standing;
import dev.pointsman.feedback.memory.InMemorySessionTotals;
import dev.pointsman.router.config.RouterConfig.SessionCostLimit;
import dev.pointsman.router.openai.RequestFailure;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two routers that compare sessions over one store.
class SessionCostsTest {

  private static final SessionCostLimit BOUNDS = new SessionCostLimit(5, 10, 60);

  private final AtomicBoolean isAway = new AtomicBoolean();
  private final SessionTotals store = new InMemorySessionTotals(InstantSource.system());
  private final SessionCosts one = new SessionCosts(this::add);
  private final SessionCosts other = new SessionCosts(store);

  private CompletionStage<Standing> add(String route, Map<String, Long> microUsd, long dear) {
    return isAway.get()
        ? CompletableFuture.failedStage(new IllegalStateException("away"))
        : store.add(route, microUsd, dear);
  }

  /// Twelve peers here and twelve there, which are too few alone.
  @BeforeEach
  void peers() {
    for (int i = 0; i < 12; i++) {
      one.spent("auto", "here-" + i, 15);
      other.spent("auto", "there-" + i, 15);
    }
    exchange();
  }

  @Test
  void session_ofAnotherRouter_isWarnedAndStoppedHere() {
    one.spent("auto", "agent", 80);
    assertThat(one.isFarAbove("auto", "agent", BOUNDS)).as("at once where it was served").isTrue();
    assertThat(other.isFarAbove("auto", "agent", BOUNDS)).isFalse();
    exchange();
    assertThat(other.isFarAbove("auto", "agent", BOUNDS)).isTrue();
    assertThat(other.isFarAbove("auto", "here-1", BOUNDS)).isFalse();

    other.spent("auto", "agent", 80);
    assertThat(one.isFarAbove("auto", "agent", BOUNDS)).as("80 of 15 known").isTrue();
    assertThatThrownBy(() -> other.isFarAbove("auto", "agent", BOUNDS))
        .isInstanceOf(RequestFailure.class)
        .hasMessageContaining("the session cost 11 times what others on route `auto` do");
    exchange();
    assertThatThrownBy(() -> one.isFarAbove("auto", "agent", BOUNDS))
        .isInstanceOf(RequestFailure.class);
  }

  @Test
  void session_ofTooFewPeers_isLeftAlone() {
    for (int i = 0; i < 18; i++) {
      one.spent("quiet", "peer-" + i, 15);
    }
    one.spent("quiet", "agent", 1_000);
    exchange();
    assertThat(one.isFarAbove("quiet", "agent", BOUNDS)).as("19 sessions").isFalse();

    one.spent("quiet", "twentieth", 15);
    exchange();
    assertThatThrownBy(() -> one.isFarAbove("quiet", "agent", BOUNDS))
        .isInstanceOf(RequestFailure.class);
  }

  @Test
  void session_thatCostLittle_isLeftAlone() {
    for (int i = 0; i < 20; i++) {
      one.spent("cheap", "peer-" + i, 1);
    }
    one.spent("cheap", "agent", 59);
    exchange();
    assertThat(one.isFarAbove("cheap", "agent", BOUNDS)).as("less than 60").isFalse();

    one.spent("cheap", "agent", 1);
    assertThatThrownBy(() -> one.isFarAbove("cheap", "agent", BOUNDS))
        .isInstanceOf(RequestFailure.class);
  }

  @Test
  void exchange_underWay_whatIsSpentMeanwhileCountsToo() {
    CompletableFuture<Standing> standing = new CompletableFuture<>();
    SessionCosts slow = new SessionCosts((route, spent, dear) -> standing);
    slow.spent("auto", "agent", 100);
    slow.exchange(BOUNDS);
    slow.spent("auto", "agent", 60);
    standing.complete(new Standing(20, 15, Map.of("agent", 100L)));

    assertThatThrownBy(() -> slow.isFarAbove("auto", "agent", BOUNDS))
        .hasMessageContaining("11 times");
  }

  @Test
  void storeAway_whatWasSpentMeanwhileIsToldOnceLater() {
    isAway.set(true);
    one.spent("auto", "agent", 100);
    exchange();
    assertThat(one.isFarAbove("auto", "agent", BOUNDS)).as("by the last standing").isTrue();
    isAway.set(false);
    exchange();
    exchange();

    assertThat(store.add("auto", Map.of(), 60).toCompletableFuture().join().microUsd())
        .containsExactly(Map.entry("agent", 100L));
  }

  /// `other` asks after it, so that it exchanges too.
  private void exchange() {
    one.exchange(BOUNDS);
    other.isFarAbove("auto", "nobody", BOUNDS);
    other.exchange(BOUNDS);
    one.isFarAbove("auto", "nobody", BOUNDS);
    one.exchange(BOUNDS);
  }
}
