package dev.pointsman.router.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.pointsman.router.TestRouter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// LangChain4j 1.19.0 (langchain4j-open-ai), over an upstream of its own shape and over an
/// Anthropic one.
class LangChainTest {

  private static final String QUESTION = "What is 17 * 23?";
  private static TestRouter router;

  @BeforeAll
  static void start() {
    router = SdkRouter.start();
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @BeforeEach
  void forget() {
    router.upstream.forget();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude", "auto"})
  void chat_plain_isAnswered(String model) {
    ChatResponse answer = model(model).chat(UserMessage.from(QUESTION));

    assertThat(answer.aiMessage().text()).isEqualTo("391");
    assertThat(answer.tokenUsage().inputTokenCount()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude", "auto"})
  void chat_streamed_isAnswered(String model) throws Exception {
    CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
    streaming(model)
        .chat(
            QUESTION,
            new StreamingChatResponseHandler() {
              @Override
              public void onCompleteResponse(ChatResponse complete) {
                answer.complete(complete);
              }

              @Override
              public void onError(Throwable error) {
                answer.completeExceptionally(error);
              }
            });

    assertThat(answer.get(30, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("391");
    assertThat(answer.get().tokenUsage().outputTokenCount()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude"})
  void chat_tools_goRound(String model) {
    ToolSpecification weather =
        ToolSpecification.builder()
            .name("weather")
            .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
            .build();
    UserMessage question = UserMessage.from(QUESTION);

    AiMessage first =
        model(model)
            .chat(ChatRequest.builder().messages(question).toolSpecifications(weather).build())
            .aiMessage();
    ToolExecutionRequest call = first.toolExecutionRequests().getFirst();
    AiMessage second =
        model(model)
            .chat(
                ChatRequest.builder()
                    .messages(question, first, ToolExecutionResultMessage.from(call, "rain"))
                    .toolSpecifications(weather)
                    .build())
            .aiMessage();

    assertThat(call.name()).isEqualTo("weather");
    assertThat(call.arguments()).isEqualTo("{\"city\":\"Bern\"}");
    assertThat(second.text()).isEqualTo("391");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "claude"})
  void structure_isGiven(String model) {
    JsonSchema schema =
        JsonSchema.builder()
            .name("answer")
            .rootElement(
                JsonObjectSchema.builder().addIntegerProperty("answer").required("answer").build())
            .build();
    ChatRequest request =
        ChatRequest.builder()
            .messages(UserMessage.from(QUESTION))
            .responseFormat(
                ResponseFormat.builder().type(ResponseFormatType.JSON).jsonSchema(schema).build())
            .build();

    assertThat(model(model).chat(request).aiMessage().text()).isEqualTo("{\"answer\":391}");
  }

  @Test
  void embeddings_areGiven() {
    OpenAiEmbeddingModel vectors =
        OpenAiEmbeddingModel.builder()
            .baseUrl(router.uri("/v1").toString())
            .apiKey(SdkRouter.KEY)
            .modelName("vectors")
            .maxRetries(0)
            .build();

    assertThat(vectors.embed("one").content().vector()).containsExactly(0.5f, 0.25f);
  }

  @Test
  void errors_haveTheSdksOwnTypes() {
    assertThatThrownBy(() -> model("nope").chat(QUESTION))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("model_not_found");
    assertThatThrownBy(() -> model("claude").chat("status 400"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("upstream says 400");
    assertThatThrownBy(() -> model("gpt").chat("status 503"))
        .isInstanceOf(InternalServerException.class);
    assertThatThrownBy(() -> model("gpt", "wrong-secret").chat(QUESTION))
        .isInstanceOf(AuthenticationException.class);
  }

  @Test
  void stream_cancelledByTheClient_isCancelledUpstream() {
    streaming("gpt")
        .chat(
            "slowly",
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
                context.streamingHandle().cancel();
              }

              @Override
              public void onCompleteResponse(ChatResponse complete) {}

              @Override
              public void onError(Throwable error) {}
            });

    await().untilAtomic(router.upstream.closedEarly, equalTo(1));
  }

  private static ChatModel model(String name) {
    return model(name, SdkRouter.KEY);
  }

  private static ChatModel model(String name, String key) {
    return OpenAiChatModel.builder()
        .baseUrl(router.uri("/v1").toString())
        .apiKey(key)
        .modelName(name)
        .maxRetries(0)
        .build();
  }

  private static OpenAiStreamingChatModel streaming(String name) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(router.uri("/v1").toString())
        .apiKey(SdkRouter.KEY)
        .modelName(name)
        .build();
  }
}
