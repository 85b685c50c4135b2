package dev.pointsman.router.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.Shapes;
import dev.pointsman.router.config.RouterConfig.Shape;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CachedAnswerTest {

  @Test
  void bytes_readAgain_areTheSameAnswer() {
    CachedAnswer answer = answer(Shape.ANTHROPIC, true, "event: é\n\n");

    assertThat(CachedAnswer.of(answer.bytes())).contains(answer);
    assertThat(CachedAnswer.of("no gzip".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void finished_anthropic_whenItsEndWasTold() {
    String whole = Shapes.message("391");
    String events = String.join("", Shapes.events("3", "91"));

    assertThat(FinishedAnswer.is(answer(Shape.ANTHROPIC, false, whole))).isTrue();
    assertThat(FinishedAnswer.is(answer(Shape.ANTHROPIC, true, events))).isTrue();
    for (String end : new String[] {"max_tokens", "refusal", "pause_turn"}) {
      String cut = whole.replace("end_turn", end);
      String cutEvents = events.replace("end_turn", end);
      assertThat(FinishedAnswer.is(answer(Shape.ANTHROPIC, false, cut))).as(end).isFalse();
      assertThat(FinishedAnswer.is(answer(Shape.ANTHROPIC, true, cutEvents))).as(end).isFalse();
    }
    String open = events.replace("message_stop", "ping");
    assertThat(FinishedAnswer.is(answer(Shape.ANTHROPIC, true, open))).isFalse();
  }

  @Test
  void finished_openAi_whenEveryChoiceIs() {
    String two =
        "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"},"
            + "{\"index\":1,\"finish_reason\":\"%s\"}]}";

    assertThat(FinishedAnswer.is(answer(Shape.OPENAI, false, two.formatted("stop")))).isTrue();
    assertThat(FinishedAnswer.is(answer(Shape.OPENAI, false, two.formatted("length")))).isFalse();
    assertThat(FinishedAnswer.is(answer(Shape.OPENAI, false, "{\"choices\":[]}"))).isFalse();
    assertThat(FinishedAnswer.is(answer(Shape.OPENAI, false, "{\"data\":[{}]}"))).isTrue();
    assertThat(FinishedAnswer.is(answer(Shape.OPENAI, false, "{\"data\":[]}"))).isFalse();
  }

  private static CachedAnswer answer(Shape shape, boolean streamed, String body) {
    return new CachedAnswer("arm", "m\n{}", shape, streamed, "text/x", Buffer.buffer(body), 7);
  }
}
