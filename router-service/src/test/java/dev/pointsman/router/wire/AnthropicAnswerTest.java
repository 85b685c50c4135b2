package dev.pointsman.router.wire;

import static dev.pointsman.router.wire.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicAnswerTest {

  private static final String MESSAGE =
      """
      {"id": "msg_01", "type": "message", "role": "assistant", "model": "claude-x",
       "content": [
         {"type": "text", "text": "I ask."},
         {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"place": "Paris"}}],
       "stop_reason": "tool_use", "stop_sequence": null,
       "usage": {"input_tokens": 10, "cache_creation_input_tokens": 200,
                 "cache_read_input_tokens": 3000, "output_tokens": 40}}
      """;

  private static final String COMPLETION =
      """
      {"id": "msg_01", "object": "chat.completion", "created": 1700000000, "model": "claude-x",
       "choices": [{"index": 0, "message": {"role": "assistant", "content": "I ask.",
          "refusal": null, "tool_calls": [{"id": "toolu_1", "type": "function",
            "function": {"name": "get_weather", "arguments": "{\\"place\\":\\"Paris\\"}"}}]},
          "logprobs": null, "finish_reason": "tool_calls"}],
       "usage": {"prompt_tokens": 3210, "completion_tokens": 40, "total_tokens": 3250,
         "prompt_tokens_details": {"cached_tokens": 3000, "cache_write_tokens": 200}}}
      """;

  @Test
  void toOpenAi_message_isTheDocumentedCompletion() {
    ObjectNode completion = AnthropicAnswer.toOpenAi(json(MESSAGE), 1_700_000_000L);

    // As text: a tree tells int from long apart, the wire does not.
    assertThat(json(Json.text(completion))).isEqualTo(json(COMPLETION));
  }

  @Test
  void fromOpenAi_completion_isTheDocumentedMessage() {
    ObjectNode message = AnthropicAnswer.fromOpenAi(json(COMPLETION));

    assertThat(json(Json.text(message))).isEqualTo(json(MESSAGE));
  }

  @Test
  void toOpenAi_usage_isWhatTheGatewayPrices() {
    ObjectNode completion = AnthropicAnswer.toOpenAi(json(MESSAGE), 0);

    Tokens tokens = Usage.read(completion.path("usage")).orElseThrow().tokens();

    assertThat(tokens.input()).isEqualTo(3210);
    assertThat(tokens.output()).isEqualTo(40);
  }

  @Test
  void toOpenAi_thinking_becomesReasoningContent() {
    ObjectNode completion =
        AnthropicAnswer.toOpenAi(
            json(
                """
                {"id": "m", "content": [
                   {"type": "thinking", "thinking": "Hm.", "signature": "s"},
                   {"type": "text", "text": "4"}, {"type": "text", "text": "2"}],
                 "stop_reason": "end_turn"}
                """),
            0);

    assertThat(completion.at("/choices/0/message/reasoning_content").asText()).isEqualTo("Hm.");
    assertThat(completion.at("/choices/0/message/content").asText()).isEqualTo("42");
    assertThat(completion.at("/usage/total_tokens").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, stop",
    "stop_sequence, stop",
    "pause_turn, stop",
    "max_tokens, length",
    "model_context_window_exceeded, length",
    "tool_use, tool_calls",
    "refusal, content_filter",
    "something_new, stop"
  })
  void toOpenAi_stopReason_hasAFinishReason(String stop, String finish) {
    ObjectNode message = Json.object().put("stop_reason", stop);

    ObjectNode completion = AnthropicAnswer.toOpenAi(message, 0);

    assertThat(completion.at("/choices/0/finish_reason").asText()).isEqualTo(finish);
  }

  @ParameterizedTest
  @CsvSource({"stop, end_turn", "length, max_tokens", "content_filter, refusal"})
  void fromOpenAi_finishReason_hasAStopReason(String finish, String stop) {
    ObjectNode completion = Json.object();
    completion
        .putArray("choices")
        .addObject()
        .put("finish_reason", finish)
        .putObject("message")
        .put("content", "x");

    assertThat(AnthropicAnswer.fromOpenAi(completion).path("stop_reason").asText()).isEqualTo(stop);
  }

  @Test
  void fromOpenAi_forcedCallThatEndsInStop_isToolUse() {
    ObjectNode message =
        AnthropicAnswer.fromOpenAi(
            json(
                """
                {"id": "c", "pointsman": {"arm": "a"}, "choices": [{"finish_reason": "stop",
                  "message": {"content": null, "tool_calls": [
                    {"id": "1", "function": {"name": "f", "arguments": "{\\"a"}}]}}]}
                """));

    assertThat(message.path("stop_reason").asText()).isEqualTo("tool_use");
    assertThat(message.at("/content/0/input")).isEqualTo(Json.object());
    assertThat(message.at("/pointsman/arm").asText()).isEqualTo("a");
  }

  @Test
  void fromOpenAi_refusal_isTextWithItsStopReason() {
    ObjectNode message =
        AnthropicAnswer.fromOpenAi(
            json(
                """
                {"choices": [{"finish_reason": "stop",
                  "message": {"content": null, "refusal": "No."}}]}
                """));

    assertThat(message.at("/content/0/text").asText()).isEqualTo("No.");
    assertThat(message.path("stop_reason").asText()).isEqualTo("refusal");
  }
}
