package dev.pointsman.router.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
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

/// openai-java 4.101.0, over an upstream of its own shape and over an Anthropic one.
class OpenAiSdkTest {

  private static TestRouter router;
  private static OpenAIClient client;

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
  void chat_plain_isAnswered(String model) {
    ChatCompletion answer = client.chat().completions().create(question(model).build());

    assertThat(answer.choices().getFirst().message().content()).contains("391");
    assertThat(answer.usage()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude", "auto"})
  void chat_streamed_isAnswered(String model) {
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(question(model).build())) {
      String text =
          stream.stream()
              .flatMap(chunk -> chunk.choices().stream())
              .flatMap(choice -> choice.delta().content().stream())
              .collect(Collectors.joining());

      assertThat(text).isEqualTo("391");
    }
  }

  @Test
  void chat_toolsOverAnthropic_goRound() {
    FunctionDefinition weather =
        FunctionDefinition.builder()
            .name("weather")
            .parameters(
                FunctionParameters.builder()
                    .putAdditionalProperty("type", JsonValue.from("object"))
                    .putAdditionalProperty(
                        "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                    .build())
            .build();
    ChatCompletionCreateParams.Builder asked = question("claude").addFunctionTool(weather);

    ChatCompletionMessage first =
        client.chat().completions().create(asked.build()).choices().getFirst().message();
    ChatCompletionMessageFunctionToolCall call =
        first.toolCalls().orElseThrow().getFirst().asFunction();
    asked.addMessage(first);
    asked.addMessage(
        ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("rain").build());
    ChatCompletion second = client.chat().completions().create(asked.build());

    assertThat(call.function().name()).isEqualTo("weather");
    assertThat(call.function().arguments()).isEqualTo("{\"city\":\"Bern\"}");
    assertThat(second.choices().getFirst().message().content()).contains("391");
    JsonNode sent = router.upstream.bodies.getLast();
    assertThat(sent.at("/messages/1/content/0/type").asText()).isEqualTo("tool_use");
    assertThat(sent.at("/messages/2/content/0/type").asText()).isEqualTo("tool_result");
    assertThat(sent.at("/messages/2/content/0/tool_use_id").asText()).isEqualTo("toolu_1");
    assertThat(sent.at("/tools/0/input_schema/properties/city/type").asText()).isEqualTo("string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude"})
  void responses_plainAndStreamed_areAnswered(String model) {
    ResponseCreateParams params =
        ResponseCreateParams.builder().model(model).input("What is 17 * 23?").build();

    Response plain = client.responses().create(params);
    List<ResponseStreamEvent> events;
    try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(params)) {
      events = stream.stream().toList();
    }

    assertThat(plain.output().getFirst().asMessage().content().getFirst().asOutputText().text())
        .isEqualTo("391");
    assertThat(
            events.stream()
                .filter(ResponseStreamEvent::isOutputTextDelta)
                .map(event -> event.asOutputTextDelta().delta())
                .collect(Collectors.joining()))
        .isEqualTo("391");
    assertThat(events.getLast().isCompleted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude"})
  void structure_isGivenAsTheSdksOwnType(String model) {
    Answer answer =
        client
            .chat()
            .completions()
            .create(question(model).responseFormat(Answer.class).build())
            .choices()
            .getFirst()
            .message()
            .content()
            .orElseThrow();

    assertThat(answer.answer).isEqualTo(391);
  }

  @Test
  void embeddings_areGiven() {
    CreateEmbeddingResponse answer =
        client
            .embeddings()
            .create(EmbeddingCreateParams.builder().model("vectors").input("one").build());

    assertThat(answer.data().getFirst().embedding()).containsExactly(0.5f, 0.25f);
    assertThat(answer.usage().promptTokens()).isEqualTo(7);
  }

  @Test
  void errors_haveTheSdksOwnTypes() {
    NotFoundException unknown = fails(NotFoundException.class, client, question("nope"));
    BadRequestException bad =
        fails(BadRequestException.class, client, question("claude").addUserMessage("status 400"));
    InternalServerException down =
        fails(InternalServerException.class, client, question("gpt").addUserMessage("status 503"));
    fails(UnauthorizedException.class, client("wrong-secret"), question("gpt"));

    assertThat(unknown.code()).contains("model_not_found");
    assertThat(bad.getMessage()).contains("upstream says 400");
    assertThat(down.statusCode()).isEqualTo(502);
    assertThat(down.code()).contains("upstream_unavailable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude"})
  void stream_closedByTheClient_isCancelledUpstream(String model) {
    try (StreamResponse<ChatCompletionChunk> stream =
        client
            .chat()
            .completions()
            .createStreaming(question(model).addUserMessage("slowly").build())) {
      assertThat(stream.stream().iterator().next().choices()).isNotEmpty();
    }

    await().untilAtomic(router.upstream.closedEarly, equalTo(1));
  }

  /// What the model's answer is read into.
  static final class Answer {
    public int answer;
  }

  private static <T extends Throwable> T fails(
      Class<T> type, OpenAIClient client, ChatCompletionCreateParams.Builder question) {
    T failure =
        catchThrowableOfType(type, () -> client.chat().completions().create(question.build()));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .apiKey(key)
        .baseUrl(router.uri("/v1").toString())
        .maxRetries(0)
        .build();
  }

  private static ChatCompletionCreateParams.Builder question(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("What is 17 * 23?");
  }
}
