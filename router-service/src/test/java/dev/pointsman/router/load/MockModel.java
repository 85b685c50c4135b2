package dev.pointsman.router.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;

/// An OpenAI-compatible model that answers the same words to everything, after a delay or as a slow
/// stream.
final class MockModel {

  private static final String ANSWER =
      """
      {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"mock","choices":[{"index":0,\
      "message":{"role":"assistant","content":"All is well."},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17}}\
      """;
  private static final String EVENT =
      "data:"
          + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"well"
          + " \"},\"finish_reason\":null}]}\n\n";
  private static final String END =
      "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\","
          + "\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":20,"
          + "\"total_tokens\":32}}\n\ndata: [DONE]\n\n";

  /// How it answers: milliseconds before a plain answer; events of a stream and the gap between
  /// them.
  record Manner(int delayMs, int events, int gapMs) {}

  private final Vertx vertx;
  private final Manner manner;

  private MockModel(Vertx vertx, Manner manner) {
    this.vertx = vertx;
    this.manner = manner;
  }

  static HttpServer listen(Vertx vertx, int port, Manner manner) throws Exception {
    MockModel model = new MockModel(vertx, manner);
    return vertx
        .createHttpServer()
        .requestHandler(model::handle)
        .listen(port, "127.0.0.1")
        .await(10, TimeUnit.SECONDS);
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              boolean streamed = body.toString().contains("\"stream\":true");
              if (streamed) {
                stream(request.response());
              } else if (manner.delayMs() == 0) {
                answer(request.response());
              } else {
                vertx.setTimer(manner.delayMs(), id -> answer(request.response()));
              }
            });
  }

  private static void answer(HttpServerResponse response) {
    response.putHeader("content-type", "application/json").end(ANSWER);
  }

  private void stream(HttpServerResponse response) {
    response.setChunked(true).putHeader("content-type", "text/event-stream");
    int[] sent = {0};
    vertx.setPeriodic(
        manner.gapMs(),
        id -> {
          if (response.closed()) {
            vertx.cancelTimer(id);
          } else if (sent[0]++ < manner.events()) {
            response.write(EVENT);
          } else {
            vertx.cancelTimer(id);
            response.end(END);
          }
        });
  }
}
