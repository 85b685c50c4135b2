package dev.pointsman.router.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.UnauthorizedException;
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
    router = SdkRouter.start();
    client = client(SdkRouter.KEY);
  }

  @AfterAll
  static void stop() {
    client.close();
    router.close();
  }

  @BeforeEach
  void forget() {
    router.upstream.forget();
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

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude"})
  void structure_isGivenAsTheSdksOwnType(String model) {
    Answer answer =
        client
            .messages()
            .create(question(model).outputConfig(Answer.class).build())
            .content()
            .getFirst()
            .asText()
            .text();

    assertThat(answer.answer).isEqualTo(391);
  }

  @Test
  void errors_haveTheSdksOwnTypes() {
    NotFoundException unknown = fails(NotFoundException.class, client, question("nope"));
    BadRequestException bad =
        fails(BadRequestException.class, client, question("gpt").addUserMessage("status 400"));
    InternalServerException down =
        fails(
            InternalServerException.class, client, question("claude").addUserMessage("status 503"));
    fails(UnauthorizedException.class, client("wrong-secret"), question("gpt"));

    assertThat(unknown.getMessage()).contains("no model `nope` here");
    assertThat(bad.getMessage()).contains("upstream says 400");
    assertThat(down.statusCode()).isEqualTo(502);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude"})
  void stream_closedByTheClient_isCancelledUpstream(String model) {
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(question(model).addUserMessage("slowly").build())) {
      assertThat(stream.stream().iterator().next().isMessageStart()).isTrue();
    }

    await().untilAtomic(router.upstream.closedEarly, equalTo(1));
  }

  /// What the model's answer is read into.
  static final class Answer {
    public int answer;
  }

  private static <T extends Throwable> T fails(
      Class<T> type, AnthropicClient client, MessageCreateParams.Builder question) {
    T failure = catchThrowableOfType(type, () -> client.messages().create(question.build()));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static AnthropicClient client(String key) {
    return AnthropicOkHttpClient.builder()
        .apiKey(key)
        .baseUrl(router.uri("").toString())
        .maxRetries(0)
        .build();
  }

  private static MessageCreateParams.Builder question(String model) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(100)
        .addUserMessage("What is 17 * 23?");
  }
}
