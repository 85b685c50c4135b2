package dev.pointsman.router.wire;

import static dev.pointsman.router.wire.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRequestTest {

  private static final String ANTHROPIC =
      """
      {"model": "auto", "max_tokens": 1024, "stream": true, "temperature": 0.50, "top_p": 0.9,
       "system": [{"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}},
                  {"type": "text", "text": "Be kind."}],
       "stop_sequences": ["END"], "metadata": {"user_id": "u-7"},
       "pointsman": {"value": 2},
       "tools": [{"name": "get_weather", "description": "Weather of a place",
                  "input_schema": {"type": "object", "properties": {"place": {"type": "string"}}}}],
       "tool_choice": {"type": "any", "disable_parallel_tool_use": true},
       "messages": [
         {"role": "user", "content": [
           {"type": "text", "text": "What is this, and the weather there?"},
           {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBO"}},
           {"type": "image", "source": {"type": "url", "url": "https://example.org/a.jpg"}}]},
         {"role": "assistant", "content": [
           {"type": "text", "text": "Paris. I ask."},
           {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"place": "Paris"}},
           {"type": "tool_use", "id": "toolu_2", "name": "get_weather", "input": {}}]},
         {"role": "user", "content": [
           {"type": "tool_result", "tool_use_id": "toolu_1", "content": "15 degrees"},
           {"type": "tool_result", "tool_use_id": "toolu_2", "is_error": true,
            "content": [{"type": "text", "text": "no place"}]},
           {"type": "text", "text": "Go on."}]}]}
      """;

  private static final String CHAT =
      """
      {"model": "auto",
       "messages": [
         {"role": "system", "content": "Be brief.\\nBe kind."},
         {"role": "user", "content": [
           {"type": "text", "text": "What is this, and the weather there?"},
           {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}},
           {"type": "image_url", "image_url": {"url": "https://example.org/a.jpg"}}]},
         {"role": "assistant", "content": "Paris. I ask.", "tool_calls": [
           {"id": "toolu_1", "type": "function",
            "function": {"name": "get_weather", "arguments": "{\\"place\\":\\"Paris\\"}"}},
           {"id": "toolu_2", "type": "function",
            "function": {"name": "get_weather", "arguments": "{}"}}]},
         {"role": "tool", "tool_call_id": "toolu_1", "content": "15 degrees"},
         {"role": "tool", "tool_call_id": "toolu_2", "content": "Error: no place"},
         {"role": "user", "content": "Go on."}],
       "max_completion_tokens": 1024, "stream": true,
       "stream_options": {"include_usage": true}, "temperature": 0.50, "top_p": 0.9,
       "pointsman": {"value": 2}, "stop": ["END"],
       "tools": [{"type": "function", "function": {
         "name": "get_weather", "description": "Weather of a place",
         "parameters": {"type": "object", "properties": {"place": {"type": "string"}}}}}],
       "tool_choice": "required", "parallel_tool_calls": false, "user": "u-7"}
      """;

  @Test
  void toOpenAi_everyTranslatableField_isTheDocumentedChatBody() {
    ObjectNode given = json(ANTHROPIC);

    ObjectNode chat = AnthropicRequest.toOpenAi(given);

    assertThat(chat).isEqualTo(json(CHAT));
    assertThat(given).as("left alone").isEqualTo(json(ANTHROPIC));
  }

  @Test
  void toOpenAi_result_isAChatRequestTheGatewayReads() {
    byte[] body = Json.bytes(AnthropicRequest.toOpenAi(json(ANTHROPIC)));

    ChatRequest request = ChatRequest.parse(body, Map.of());

    assertThat(request.maxOutputTokens()).isEqualTo(1024);
    assertThat(request.prompt().hasImages()).isTrue();
    assertThat(request.terms().value()).isEqualTo(2);
  }

  @Test
  void fromOpenAi_chatBody_isTheDocumentedAnthropicBody() {
    ObjectNode given = json(CHAT);

    ObjectNode anthropic = AnthropicRequest.fromOpenAi(given, 4096);

    ObjectNode expected = json(ANTHROPIC);
    expected.remove("pointsman");
    expected.set(
        "system",
        json("{\"s\": [{\"type\": \"text\", \"text\": \"Be brief.\\nBe kind.\"}]}").get("s"));
    ObjectNode results = (ObjectNode) expected.path("messages").path(2);
    ((ObjectNode) results.path("content").path(1))
        .put("content", "Error: no place")
        .remove("is_error");
    assertThat(anthropic).isEqualTo(expected);
    assertThat(given).as("left alone").isEqualTo(json(CHAT));
  }

  @Test
  void roundTrip_openAiOverAnthropic_keepsTheMeaning() {
    ObjectNode chat = json(CHAT);
    chat.remove("pointsman");

    ObjectNode back = AnthropicRequest.toOpenAi(AnthropicRequest.fromOpenAi(chat, 4096));

    assertThat(back).isEqualTo(chat);
  }

  @Test
  void fromOpenAi_plainestBody_getsTheDefaultLimit() {
    ObjectNode anthropic =
        AnthropicRequest.fromOpenAi(
            json(
                """
                {"model": "claude", "messages": [{"role": "user", "content": "Hi"}]}
                """),
            777);

    assertThat(anthropic)
        .isEqualTo(
            json(
                """
                {"model": "claude", "max_tokens": 777, "messages": [
                  {"role": "user", "content": [{"type": "text", "text": "Hi"}]}]}
                """));
  }

  @Test
  void fromOpenAi_neighboursOfOneRole_becomeOneTurn() {
    ObjectNode anthropic =
        AnthropicRequest.fromOpenAi(
            json(
                """
                {"model": "m", "messages": [
                  {"role": "developer", "content": "A"},
                  {"role": "user", "content": "1"},
                  {"role": "user", "content": [{"type": "text", "text": "2"}]},
                  {"role": "system", "content": "B"},
                  {"role": "assistant", "content": ""},
                  {"role": "user", "content": "3"}]}
                """),
            10);

    assertThat(anthropic.path("messages")).hasSize(1);
    assertThat(anthropic.path("messages").path(0).path("content").findValuesAsText("text"))
        .containsExactly("1", "2", "3");
    assertThat(anthropic.path("system").findValuesAsText("text")).containsExactly("A", "B");
  }

  @Test
  void fromOpenAi_idAnthropicWouldRefuse_isMendedInCallAndResultAlike() {
    ObjectNode anthropic =
        AnthropicRequest.fromOpenAi(
            json(
                """
                {"model": "m", "messages": [
                  {"role": "user", "content": "x"},
                  {"role": "assistant", "content": null, "tool_calls": [
                    {"id": "functions.f:0", "type": "function",
                     "function": {"name": "f", "arguments": ""}}]},
                  {"role": "tool", "tool_call_id": "functions.f:0", "content": "y"}]}
                """),
            10);

    String call = anthropic.at("/messages/1/content/0/id").asText();
    assertThat(call).matches("[A-Za-z0-9_-]+");
    assertThat(anthropic.at("/messages/2/content/0/tool_use_id").asText()).isEqualTo(call);
    assertThat(anthropic.at("/messages/1/content/0/input")).isEqualTo(Json.object());
  }

  @Test
  void toolResult_withoutContent_isEmptyTextBothWays() {
    ObjectNode chat =
        AnthropicRequest.toOpenAi(
            json(
                """
                {"model": "m", "max_tokens": 9, "messages": [
                  {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t"}]}]}
                """));

    assertThat(chat.at("/messages/0"))
        .isEqualTo(
            json(
                """
                {"role": "tool", "tool_call_id": "t", "content": ""}
                """));
    assertThat(AnthropicRequest.fromOpenAi(chat, 9).at("/messages/0/content/0"))
        .isEqualTo(
            json(
                """
                {"type": "tool_result", "tool_use_id": "t", "content": ""}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "thinking": {"type": "enabled", "budget_tokens": 1024}                  | low
          "thinking": {"type": "enabled", "budget_tokens": 4096}                  | medium
          "thinking": {"type": "enabled", "budget_tokens": 16384}                 | high
          "thinking": {"type": "adaptive"}                                        | none said
          "thinking": {"type": "disabled"}                                        | none said
          "thinking": {"type": "adaptive"}, "output_config": {"effort": "max"}    | xhigh
          "output_config": {"effort": "high"}                                     | high
          """)
  void toOpenAi_thinking_isTheNearestEffort(String field, String effort) {
    ObjectNode chat =
        AnthropicRequest.toOpenAi(
            json("{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], " + field + "}"));

    assertThat(chat.path("reasoning_effort").asText("none said")).isEqualTo(effort);
  }

  @Test
  void fromOpenAi_noEffort_disablesThinking() {
    ObjectNode anthropic =
        AnthropicRequest.fromOpenAi(
            json(
                """
                {"reasoning_effort": "none", "messages": [{"role": "user", "content": "x"}]}
                """),
            9);

    assertThat(anthropic.path("thinking")).isEqualTo(json("{\"type\": \"disabled\"}"));
  }

  @Test
  void structuredOutput_bothWays_keepsTheSchema() {
    ObjectNode chat =
        json(
            """
            {"model": "m", "messages": [{"role": "user", "content": "x"}],
             "reasoning_effort": "minimal", "service_tier": "default",
             "response_format": {"type": "json_schema", "json_schema":
               {"name": "n", "strict": true, "schema": {"type": "object"}}}}
            """);

    ObjectNode anthropic = AnthropicRequest.fromOpenAi(chat, 10);
    ObjectNode back = AnthropicRequest.toOpenAi(anthropic);

    assertThat(anthropic.path("output_config"))
        .isEqualTo(
            json(
                """
                {"format": {"type": "json_schema", "schema": {"type": "object"}}, "effort": "low"}
                """));
    assertThat(anthropic.path("service_tier").asText()).isEqualTo("standard_only");
    assertThat(back.at("/response_format/json_schema/schema"))
        .isEqualTo(json("{\"type\": \"object\"}"));
    assertThat(back.path("reasoning_effort").asText()).isEqualTo("low");
    assertThat(back.path("service_tier").asText()).isEqualTo("default");
  }
}
