package dev.pointsman.router.wire;

import static dev.pointsman.router.wire.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.RequestFailure;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRefusalTest {

  private static final String USER = "{\"role\": \"user\", \"content\": \"x\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "n": 2                                         | n
          "logprobs": true                               | logprobs
          "top_logprobs": 3                              | top_logprobs
          "logit_bias": {"5": 1}                         | logit_bias
          "audio": {"voice": "a"}                        | audio
          "modalities": ["text", "audio"]                | modalities
          "prediction": {"type": "content"}              | prediction
          "seed": 1                                      | seed
          "presence_penalty": 0.1                        | presence_penalty
          "frequency_penalty": -1                        | frequency_penalty
          "temperature": 1.01                            | temperature
          "functions": [{"name": "f"}]                   | functions
          "web_search_options": {"a": 1}                 | web_search_options
          "store": true                                  | store
          "verbosity": "low"                             | verbosity
          "service_tier": "flex"                         | service_tier
          "response_format": {"type": "json_object"}     | response_format
          "response_format": {"type": "grammar"}         | response_format
          "tools": [{"type": "custom", "custom": {}}]    | tools[0].type
          "tool_choice": {"type": "allowed_tools"}       | tool_choice
          """)
  void fromOpenAi_featureAnthropicLacks_is400NamingIt(String field, String param) {
    assertRefused(
        "{\"model\": \"m\", \"messages\": [" + USER + "], " + field + "}",
        param,
        body -> AnthropicRequest.fromOpenAi(body, 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"role": "user", "content": [{"type": "input_audio"}]}       | messages[0].content[0].type
          {"role": "user", "content": [{"type": "file"}]}              | messages[0].content[0].type
          {"role": "function", "name": "f", "content": "x"}            | messages[0].role
          {"role": "assistant", "audio": {"id": "a"}}                  | messages[0].audio
          {"role": "assistant", "function_call": {"name": "f"}}        | messages[0].function_call
          {"role": "assistant", "tool_calls": [{"type": "custom"}]}    | messages[0].tool_calls[0].type
          {"role": "tool", "tool_call_id": "1", "content": [{"type": "image_url"}]} | messages[0].content[0].type
          {"role": "assistant", "content": "Well"}                     | messages
          """)
  void fromOpenAi_messageAnthropicLacks_is400NamingIt(String message, String param) {
    assertRefused(
        "{\"model\": \"m\", \"messages\": [" + message + "]}",
        param,
        body -> AnthropicRequest.fromOpenAi(body, 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "top_k": 5                                                  | top_k
          "container": "c"                                            | container
          "mcp_servers": [{"name": "s"}]                              | mcp_servers
          "context_management": {"edits": []}                         | context_management
          "speed": "fast"                                             | speed
          "inference_geo": "eu"                                       | inference_geo
          "output_config": {"task_budget": {"total": 1}}              | output_config.task_budget
          "output_config": {"format": {"type": "xml"}}                | output_config.format.type
          "tools": [{"type": "web_search_20250305", "name": "w"}]     | tools[0].type
          "tools": [{"name": "w", "defer_loading": true}]             | tools[0].defer_loading
          """)
  void toOpenAi_featureChatLacks_is400NamingIt(String field, String param) {
    assertRefused(
        "{\"model\": \"m\", \"max_tokens\": 9, \"messages\": [" + USER + "], " + field + "}",
        param,
        AnthropicRequest::toOpenAi);
  }

  @ParameterizedTest
  @CsvSource({
    "user, document",
    "user, search_result",
    "user, container_upload",
    "assistant, thinking",
    "assistant, redacted_thinking",
    "assistant, server_tool_use",
    "assistant, web_search_tool_result"
  })
  void toOpenAi_blockChatLacks_is400NamingIt(String role, String type) {
    String turn = "{\"role\": \"" + role + "\", \"content\": [{\"type\": \"" + type + "\"}]}";

    RequestFailure failure =
        assertRefused(
            "{\"model\": \"m\", \"messages\": [" + turn + "]}",
            "messages[0].content[0].type",
            AnthropicRequest::toOpenAi);

    assertThat(failure.message()).contains(type);
  }

  @Test
  void toOpenAi_fileImageOrImageInResult_is400() {
    assertRefused(
        """
        {"model": "m", "messages": [{"role": "user", "content": [
          {"type": "image", "source": {"type": "file", "file_id": "f"}}]}]}
        """,
        "messages[0].content[0].source.type",
        AnthropicRequest::toOpenAi);
    assertRefused(
        """
        {"model": "m", "messages": [{"role": "user", "content": [
          {"type": "tool_result", "tool_use_id": "t", "content": [{"type": "image"}]}]}]}
        """,
        "messages[0].content[0].content[0].type",
        AnthropicRequest::toOpenAi);
  }

  @Test
  void toOpenAi_prefilledAnswer_is400() {
    assertRefused(
        """
        {"model": "m", "messages": [{"role": "assistant", "content": "{"}]}
        """,
        "messages[0].role",
        AnthropicRequest::toOpenAi);
  }

  @Test
  void fromOpenAi_argumentsThatAreNoObject_is400WithoutTheirText() {
    RequestFailure failure =
        catchThrowableOfType(
            RequestFailure.class,
            () ->
                AnthropicRequest.fromOpenAi(
                    json(
                        """
                        {"model": "m", "messages": [{"role": "assistant", "tool_calls": [
                          {"id": "1", "function": {"name": "f", "arguments": "secret"}}]}]}
                        """),
                    10));

    assertThat(failure.param()).contains("messages[0].tool_calls[0].function.arguments");
    assertThat(failure.message()).doesNotContain("secret");
  }

  @Test
  void neutralValues_bothWays_areNoRefusal() {
    ObjectNode chat =
        AnthropicRequest.fromOpenAi(
            json(
                "{\"model\": \"m\", \"messages\": ["
                    + USER
                    + "], \"n\": 1, \"logprobs\": false, \"logit_bias\": {}, \"seed\": null,"
                    + " \"presence_penalty\": 0, \"temperature\": 1, \"store\": false,"
                    + " \"modalities\": [\"text\"], \"service_tier\": \"auto\","
                    + " \"response_format\": {\"type\": \"text\"}}"),
            10);

    assertThat(chat.path("temperature").asInt()).isEqualTo(1);
    assertThat(chat.has("n")).isFalse();
  }

  private static RequestFailure assertRefused(
      String body, String param, Consumer<ObjectNode> translation) {
    RequestFailure failure =
        catchThrowableOfType(RequestFailure.class, () -> translation.accept(json(body)));

    assertThat(failure).as(body).isNotNull();
    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.param()).contains(param);
    assertThat(failure.message()).contains("cannot be translated to");
    return failure;
  }
}
