package dev.pointsman.router.wire;

import static dev.pointsman.router.wire.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.RequestFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesRequestTest {

  @Test
  void toChat_everyTranslatableField_isTheDocumentedChatBody() {
    ObjectNode given =
        json(
            """
            {"model": "auto", "instructions": "Be brief.", "stream": true, "store": true,
             "max_output_tokens": 99, "temperature": 0.2, "top_p": 0.5, "user": "u",
             "parallel_tool_calls": false, "metadata": {"a": "b"}, "include": [],
             "reasoning": {"effort": "low", "summary": null}, "truncation": "disabled",
             "background": false, "pointsman": {"value": 2},
             "text": {"verbosity": "low", "format": {"type": "json_schema", "name": "n",
                "strict": true, "schema": {"type": "object"}}},
             "tools": [{"type": "function", "name": "f", "description": "d", "strict": true,
                        "parameters": {"type": "object"}}],
             "tool_choice": {"type": "function", "name": "f"},
             "input": [
               {"role": "developer", "content": "Be kind."},
               {"type": "message", "role": "user", "content": [
                 {"type": "input_text", "text": "What is it?"},
                 {"type": "input_image", "image_url": "https://example.org/a.png",
                  "detail": "low"}]},
               {"type": "message", "id": "msg_1", "status": "completed", "role": "assistant",
                "content": [{"type": "output_text", "text": "I ask.", "annotations": []}]},
               {"type": "function_call", "id": "fc_1", "call_id": "c1", "name": "f",
                "arguments": "{}"},
               {"type": "function_call", "call_id": "c2", "name": "f", "arguments": "{}"},
               {"type": "function_call_output", "call_id": "c1", "output": "one"},
               {"type": "function_call_output", "call_id": "c2", "output": [
                 {"type": "input_text", "text": "two"}]}]}
            """);
    ObjectNode before = given.deepCopy();

    ObjectNode chat = ResponsesRequest.toChat(given);

    assertThat(chat)
        .isEqualTo(
            json(
                """
                {"model": "auto", "stream": true, "stream_options": {"include_usage": true},
                 "max_completion_tokens": 99,
                 "temperature": 0.2, "top_p": 0.5, "user": "u", "parallel_tool_calls": false,
                 "reasoning_effort": "low", "verbosity": "low", "pointsman": {"value": 2},
                 "response_format": {"type": "json_schema", "json_schema": {"name": "n",
                   "strict": true, "schema": {"type": "object"}}},
                 "tools": [{"type": "function", "function": {"name": "f", "description": "d",
                   "strict": true, "parameters": {"type": "object"}}}],
                 "tool_choice": {"type": "function", "function": {"name": "f"}},
                 "messages": [
                   {"role": "system", "content": "Be brief."},
                   {"role": "system", "content": "Be kind."},
                   {"role": "user", "content": [
                     {"type": "text", "text": "What is it?"},
                     {"type": "image_url", "image_url":
                       {"url": "https://example.org/a.png", "detail": "low"}}]},
                   {"role": "assistant", "content": "I ask.", "tool_calls": [
                     {"id": "c1", "type": "function",
                      "function": {"name": "f", "arguments": "{}"}},
                     {"id": "c2", "type": "function",
                      "function": {"name": "f", "arguments": "{}"}}]},
                   {"role": "tool", "tool_call_id": "c1", "content": "one"},
                   {"role": "tool", "tool_call_id": "c2", "content": "two"}]}
                """));
    assertThat(given).as("left alone").isEqualTo(before);
  }

  @Test
  void toChat_inputString_isAUsersMessage() {
    ObjectNode chat = ResponsesRequest.toChat(json("{\"model\": \"m\", \"input\": \"Hi\"}"));

    assertThat(chat)
        .isEqualTo(
            json(
                """
                {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "previous_response_id": "resp_1"                     | previous_response_id
          "conversation": {"id": "c"}                          | conversation
          "background": true                                   | background
          "include": ["reasoning.encrypted_content"]           | include
          "prompt": {"id": "p"}                                | prompt
          "max_tool_calls": 2                                  | max_tool_calls
          "context_management": [{"type": "compaction"}]       | context_management
          "top_logprobs": 2                                    | top_logprobs
          "truncation": "auto"                                 | truncation
          "reasoning": {"summary": "auto"}                     | reasoning.summary
          "tools": [{"type": "web_search"}]                    | tools[0].type
          "tools": [{"type": "file_search"}]                   | tools[0].type
          "tools": [{"type": "code_interpreter"}]              | tools[0].type
          "tools": [{"type": "mcp"}]                           | tools[0].type
          "tools": [{"type": "computer_use_preview"}]          | tools[0].type
          "tools": [{"type": "custom", "name": "c"}]           | tools[0].type
          "tool_choice": {"type": "web_search"}                | tool_choice
          "input": [{"type": "reasoning", "id": "r"}]          | input[0].type
          "input": [{"type": "item_reference", "id": "r"}]     | input[0].type
          "input": [{"role": "user", "content": [{"type": "input_file"}]}]   | input[0].content[0].type
          "input": [{"role": "user", "content": [{"type": "input_audio"}]}]  | input[0].content[0].type
          "input": [{"role": "user", "content": [{"type": "input_image", "file_id": "f"}]}] | input[0].content[0].file_id
          """)
  void toChat_featureChatLacks_is400NamingIt(String field, String param) {
    String input = field.startsWith("\"input\"") ? "" : "\"input\": \"x\", ";

    RequestFailure failure = refused("{\"model\": \"m\", " + input + field + "}");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.param()).contains(param);
    assertThat(failure.message()).contains("cannot be translated to");
  }

  @Test
  void toChat_malformed_is400SayingWhere() {
    assertThat(refused("{\"model\": \"m\"}").param()).contains("input");
    assertThat(refused("{\"input\": 5}").message()).contains("a string or a list of items");
    assertThat(refused("{\"input\": [7]}").param()).contains("input[0]");
    assertThat(refused("{\"input\": [{\"role\": \"king\"}]}").param()).contains("input[0].role");
    assertThat(refused("{\"input\": [{\"type\": \"function_call\"}]}").param())
        .contains("input[0].call_id");
    assertThat(refused("{\"input\": \"x\", \"tool_choice\": \"any\"}").param())
        .contains("tool_choice");
  }

  private static RequestFailure refused(String body) {
    RequestFailure failure =
        catchThrowableOfType(RequestFailure.class, () -> ResponsesRequest.toChat(json(body)));
    assertThat(failure).as(body).isNotNull();
    return failure;
  }
}
