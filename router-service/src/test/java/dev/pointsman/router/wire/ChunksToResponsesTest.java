package dev.pointsman.router.wire;

import static dev.pointsman.router.wire.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunksToResponsesTest {

  private static final ObjectNode REQUEST = json("{\"model\": \"auto\", \"input\": \"x\"}");

  private static final String CHUNKS =
      """
      {"id":"chatcmpl-1","object":"chat.completion.chunk","created":5,"model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}
      {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"I "}}]}
      {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"ask."}}]}
      {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":""}}]}}]}
      {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"a\\""}}]}}]}
      {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}}]}
      {"id":"chatcmpl-1","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}
      {"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13},"pointsman":{"arm":"a"}}
      """;

  private final ChunksToResponses translator = new ChunksToResponses(REQUEST);

  @Test
  void translate_textAndCall_areTheDocumentedEventsInOrder() {
    List<String> said = Wire.all(translator, Wire.chunks(CHUNKS));

    assertThat(Wire.types(said))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
            "response.completed");
    List<JsonNode> trees = Wire.trees(said);
    for (int i = 0; i < trees.size(); i++) {
      assertThat(trees.get(i).path("sequence_number").asInt()).isEqualTo(i);
      assertThat(said.get(i)).startsWith("event: " + trees.get(i).path("type").asText() + "\n");
    }
  }

  @Test
  void translate_eventsInFull_areAsDocumented() {
    List<JsonNode> trees = Wire.trees(Wire.all(translator, Wire.chunks(CHUNKS)));

    assertThat(trees.get(0).at("/response/status").asText()).isEqualTo("in_progress");
    assertThat(trees.get(0).at("/response/output")).isEmpty();
    assertThat(trees.get(4))
        .isEqualTo(
            json(
                """
                {"type": "response.output_text.delta", "sequence_number": 4, "output_index": 0,
                 "item_id": "msg_1_0", "content_index": 0, "logprobs": [], "delta": "I "}
                """));
    assertThat(trees.get(9))
        .isEqualTo(
            json(
                """
                {"type": "response.output_item.added", "sequence_number": 9, "output_index": 1,
                 "item": {"id": "fc_1_1", "type": "function_call", "status": "in_progress",
                          "call_id": "call_1", "name": "f", "arguments": ""}}
                """));
    assertThat(trees.get(12))
        .isEqualTo(
            json(
                """
                {"type": "response.function_call_arguments.done", "sequence_number": 12,
                 "output_index": 1, "item_id": "fc_1_1", "name": "f",
                 "arguments": "{\\"a\\":1}"}
                """));
  }

  @Test
  void translate_lastEvent_isTheWholeAnswerNotStreamed() {
    List<JsonNode> trees = Wire.trees(Wire.all(translator, Wire.chunks(CHUNKS)));

    ObjectNode whole =
        ResponsesAnswer.of(
            json(
                """
                {"id": "chatcmpl-1", "created": 5, "model": "gpt-x", "pointsman": {"arm": "a"},
                 "choices": [{"finish_reason": "tool_calls", "message": {"content": "I ask.",
                   "tool_calls": [{"id": "call_1", "function":
                     {"name": "f", "arguments": "{\\"a\\":1}"}}]}}],
                 "usage": {"prompt_tokens": 9, "completion_tokens": 4}}
                """),
            REQUEST);
    assertThat(trees.getLast().path("response").toString())
        .isEqualTo(json(whole.toString()).toString());
  }

  @Test
  void translate_lengthLimit_isIncomplete() {
    List<String> said =
        Wire.all(
            translator,
            Wire.chunks(
                """
                {"id":"c","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"length"}]}
                """));

    JsonNode last = Wire.trees(said).getLast();
    assertThat(last.path("type").asText()).isEqualTo("response.incomplete");
    assertThat(last.at("/response/incomplete_details/reason").asText())
        .isEqualTo("max_output_tokens");
  }

  @Test
  void translate_refusal_hasItsOwnEvents() {
    List<String> said =
        Wire.all(
            translator,
            Wire.chunks(
                """
                {"id":"c","choices":[{"index":0,"delta":{"refusal":"No."},"finish_reason":"stop"}]}
                """));

    assertThat(Wire.types(said)).contains("response.refusal.delta", "response.refusal.done");
    assertThat(Wire.trees(said).getLast().at("/response/output/0/content/0/refusal").asText())
        .isEqualTo("No.");
  }

  @Test
  void translate_errorAtOnce_isCreatedAndFailed() {
    List<String> said =
        Wire.all(
            translator,
            List.of("data: {\"error\":{\"message\":\"boom\",\"code\":\"overloaded_error\"}}\n\n"));

    assertThat(Wire.types(said))
        .containsExactly("response.created", "response.in_progress", "response.failed");
    assertThat(Wire.trees(said).getLast().at("/response/error"))
        .isEqualTo(
            json(
                """
                {"code": "overloaded_error", "message": "boom"}
                """));
  }

  @Test
  void atEnd_inTheMiddle_isFailed() {
    List<String> said = Wire.all(translator, Wire.chunks(CHUNKS).subList(0, 3));

    JsonNode last = Wire.trees(said).getLast();
    assertThat(last.path("type").asText()).isEqualTo("response.failed");
    assertThat(last.at("/response/error/code").asText()).isEqualTo("server_error");
  }

  @Test
  void chained_anthropicEvents_reachTheResponsesClient() {
    List<String> chunks = Wire.all(new AnthropicEvents(5), Wire.events(AnthropicEventsTest.TOOLS));

    JsonNode response = Wire.trees(Wire.all(translator, chunks)).getLast().path("response");

    assertThat(response.path("status").asText()).isEqualTo("completed");
    assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo("Okay, I look.");
    assertThat(response.at("/output/1/arguments").asText())
        .isEqualTo("{\"place\": \"San Marino\"}");
    assertThat(response.at("/output/2/arguments").asText()).isEqualTo("{}");
    assertThat(response.at("/usage/input_tokens").asInt()).isEqualTo(1472);
  }
}
