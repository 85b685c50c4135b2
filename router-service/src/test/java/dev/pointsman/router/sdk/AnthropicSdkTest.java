package dev.pointsman.router.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.NotFoundException;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.Shapes;
import dev.pointsman.router.TestRouter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// anthropic-java 3.12.0, over an upstream of its own shape and over an OpenAI one.
class AnthropicSdkTest {

  private static TestRouter router;
  private static AnthropicClient client;

  @BeforeAll
  static void start() {
    router = Shapes.router();
    client =
        AnthropicOkHttpClient.builder()
            .apiKey("any")
            .baseUrl(router.uri("").toString())
            .maxRetries(0)
            .build();
  }

  @AfterAll
  static void stop() {
    client.close();
    router.close();
  }

  @BeforeEach
  void forget() {
    router.upstream.forget();
    Shapes.answer391(router.upstream);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude", "auto"})
  void message_plain_isAnswered(String model) {
    Message answer = client.messages().create(question(model).build());

    assertThat(answer.content().getFirst().asText().text()).isEqualTo("391");
    assertThat(answer.stopReason()).contains(StopReason.END_TURN);
    assertThat(answer.usage().inputTokens()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude", "auto"})
  void message_streamed_isAnswered(String model) {
    List<RawMessageStreamEvent> events;
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(question(model).build())) {
      events = stream.stream().toList();
    }

    assertThat(
            events.stream()
                .flatMap(event -> event.contentBlockDelta().stream())
                .map(event -> event.delta().asText().text())
                .collect(Collectors.joining()))
        .isEqualTo("391");
    assertThat(events.getFirst().isMessageStart()).isTrue();
    assertThat(events.getLast().isMessageStop()).isTrue();
  }

  @Test
  void message_toolsOverOpenAi_goRound() {
    Tool weather =
        Tool.builder()
            .name("weather")
            .inputSchema(
                Tool.InputSchema.builder()
                    .putAdditionalProperty(
                        "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                    .build())
            .build();
    MessageCreateParams.Builder asked = question("gpt").addTool(weather);

    Message first = client.messages().create(asked.build());
    ToolUseBlock use = first.content().getFirst().asToolUse();
    asked.addMessage(first);
    asked.addUserMessageOfContentBlockParams(
        List.of(
            ContentBlockParam.ofToolResult(
                ToolResultBlockParam.builder().toolUseId(use.id()).content("rain").build())));
    Message second = client.messages().create(asked.build());

    assertThat(first.stopReason()).contains(StopReason.TOOL_USE);
    assertThat(use.name()).isEqualTo("weather");
    assertThat(use._input().toString()).contains("Bern");
    assertThat(second.content().getFirst().asText().text()).isEqualTo("391");
    JsonNode sent = router.upstream.bodies.getLast();
    assertThat(sent.at("/messages/1/tool_calls/0/id").asText()).isEqualTo("call_1");
    assertThat(sent.at("/messages/2/role").asText()).isEqualTo("tool");
    assertThat(sent.at("/messages/2/tool_call_id").asText()).isEqualTo("call_1");
  }

  @Test
  void countTokens_isGiven() {
    MessageCountTokensParams params =
        MessageCountTokensParams.builder().model("auto").addUserMessage("12345678").build();

    assertThat(client.messages().countTokens(params).inputTokens()).isPositive();
  }

  @Test
  void errors_haveTheSdksOwnTypes() {
    NotFoundException unknown =
        catchThrowableOfType(
            NotFoundException.class, () -> client.messages().create(question("nope").build()));
    assertThat(unknown.getMessage()).contains("no model `nope` here");
  }

  private static MessageCreateParams.Builder question(String model) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(100)
        .addUserMessage("What is 17 * 23?");
  }
}
