package dev.pointsman.router.wire;

import static dev.pointsman.router.wire.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesAnswerTest {

  private static final String REQUEST =
      """
      {"model": "auto", "input": "x", "instructions": "Be brief.", "max_output_tokens": 50,
       "metadata": {"a": "b"}, "reasoning": {"effort": "low"}, "store": true}
      """;

  private static final String COMPLETION =
      """
      {"id": "chatcmpl-77", "created": 1700000000, "model": "gpt-x", "pointsman": {"arm": "a"},
       "choices": [{"index": 0, "finish_reason": "tool_calls", "message": {
         "role": "assistant", "content": "I ask.", "tool_calls": [
           {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}}],
       "usage": {"prompt_tokens": 30, "completion_tokens": 12, "total_tokens": 42,
         "prompt_tokens_details": {"cached_tokens": 20},
         "completion_tokens_details": {"reasoning_tokens": 5}}}
      """;

  @Test
  void of_completion_isTheDocumentedResponse() {
    ObjectNode response = ResponsesAnswer.of(json(COMPLETION), json(REQUEST));

    assertThat(json(Json.text(response)))
        .isEqualTo(
            json(
                """
                {"id": "resp_77", "object": "response", "created_at": 1700000000,
                 "status": "completed", "background": false, "error": null,
                 "incomplete_details": null, "instructions": "Be brief.",
                 "max_output_tokens": 50, "temperature": null, "top_p": null, "user": null,
                 "service_tier": null, "model": "gpt-x",
                 "output": [
                   {"id": "msg_77_0", "type": "message", "status": "completed",
                    "role": "assistant", "content": [{"type": "output_text", "annotations": [],
                      "logprobs": [], "text": "I ask."}]},
                   {"id": "fc_77_1", "type": "function_call", "status": "completed",
                    "call_id": "call_1", "name": "f", "arguments": "{}"}],
                 "parallel_tool_calls": true, "previous_response_id": null,
                 "reasoning": {"summary": null, "effort": "low"}, "store": false,
                 "text": {"format": {"type": "text"}}, "tool_choice": "auto", "tools": [],
                 "truncation": "disabled", "metadata": {"a": "b"},
                 "usage": {"input_tokens": 30, "input_tokens_details": {"cached_tokens": 20},
                   "output_tokens": 12, "output_tokens_details": {"reasoning_tokens": 5},
                   "total_tokens": 42},
                 "pointsman": {"arm": "a"}}
                """));
  }

  @ParameterizedTest
  @CsvSource({"length, max_output_tokens", "content_filter, content_filter"})
  void of_cutAnswer_isIncompleteAndSaysWhy(String finish, String why) {
    ObjectNode completion =
        json(COMPLETION.replace("\"tool_calls\", \"message", "\"" + finish + "\", \"message"));

    ObjectNode response = ResponsesAnswer.of(completion, json(REQUEST));

    assertThat(response.path("status").asText()).isEqualTo("incomplete");
    assertThat(response.at("/incomplete_details/reason").asText()).isEqualTo(why);
    assertThat(response.at("/output/1/status").asText()).isEqualTo("incomplete");
  }

  @Test
  void of_refusal_isARefusalPart() {
    ObjectNode response =
        ResponsesAnswer.of(
            json(
                """
                {"id": "c", "choices": [{"finish_reason": "stop", "message":
                  {"content": null, "refusal": "No."}}]}
                """),
            json(REQUEST));

    assertThat(response.at("/output/0/content/0"))
        .isEqualTo(json("{\"type\": \"refusal\", \"refusal\": \"No.\"}"));
    assertThat(response.path("usage").isNull()).isTrue();
  }

  @Test
  void of_output_canBeTheNextRequestsInput() {
    ObjectNode response = ResponsesAnswer.of(json(COMPLETION), json(REQUEST));

    ObjectNode next =
        ResponsesRequest.toChat(Json.object().<ObjectNode>set("input", response.get("output")));

    assertThat(next.at("/messages/0/content").asText()).isEqualTo("I ask.");
    assertThat(next.at("/messages/0/tool_calls/0"))
        .isEqualTo(json(COMPLETION).at("/choices/0/message/tool_calls/0"));
  }
}
