package dev.pointsman.router.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A model that never writes more tokens than it is asked for, as often as not exactly so many, and
/// keeps the provider's side of the account: by the first word of the prompt, in micro-USD.
final class MeteredUpstream implements AutoCloseable {

  /// Of every prompt.
  static final int INPUT_TOKENS = 20;

  /// Micro-USD a token of output; a token of input is a hundredth of it.
  static final Map<String, Integer> OUTPUT_PRICE = Map.of("small-1", 100, "large-1", 200);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PIECES = 6;

  private final HttpServer server;
  private final Map<String, AtomicLong> billed = new ConcurrentHashMap<>();

  /// Calls that came without a bound on the output.
  final AtomicInteger unbounded = new AtomicInteger();

  /// Calls whose answer was not taken to its end.
  final AtomicInteger cut = new AtomicInteger();

  private MeteredUpstream(HttpServer server) {
    this.server = server;
  }

  static MeteredUpstream start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
      MeteredUpstream upstream = new MeteredUpstream(server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/v1/chat/completions", upstream::handle);
      server.start();
      return upstream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /// Micro-USD for answers under an account that were given whole.
  long billed(String account) {
    return billed.getOrDefault(account, new AtomicLong()).get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    int most = body.path("max_tokens").asInt(body.path("max_completion_tokens").asInt());
    if (most <= 0) {
      unbounded.incrementAndGet();
    }
    ThreadLocalRandom dice = ThreadLocalRandom.current();
    int output = dice.nextBoolean() ? Math.max(1, most) : 1 + dice.nextInt(Math.max(1, most));
    try {
      if (body.path("stream").asBoolean()) {
        stream(exchange, output);
      } else {
        plain(exchange, output);
      }
      String account = body.at("/messages/0/content").asText().split(" ", 2)[0];
      int price = OUTPUT_PRICE.getOrDefault(body.path("model").asText(), 0);
      billed
          .computeIfAbsent(account, made -> new AtomicLong())
          .addAndGet((long) price * output + (long) price * INPUT_TOKENS / 100);
    } catch (IOException gone) {
      cut.incrementAndGet();
    } finally {
      exchange.close();
    }
  }

  private static void plain(HttpExchange exchange, int output) throws IOException {
    pause(10, 60);
    byte[] answer =
        """
        {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,\
        "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],"usage":%s}\
        """
            .formatted(" well".repeat(output), usage(output))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("content-type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private static void stream(HttpExchange exchange, int output) throws IOException {
    exchange.getResponseHeaders().add("content-type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    for (int i = 0; i < PIECES; i++) {
      int words = output / PIECES + (i < output % PIECES ? 1 : 0);
      event(
          body,
          "[{\"index\":0,\"delta\":{\"content\":\"" + " well".repeat(words) + "\"}}]",
          "null");
      pause(3, 15);
    }
    event(body, "[]", usage(output));
    body.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    body.flush();
  }

  private static void event(OutputStream body, String choices, String usage) throws IOException {
    String event =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":%s,\"usage\":%s}\n\n".formatted(choices, usage);
    body.write(event.getBytes(StandardCharsets.UTF_8));
    body.flush();
  }

  private static String usage(int output) {
    return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
        .formatted(INPUT_TOKENS, output, INPUT_TOKENS + output);
  }

  private static void pause(int least, int most) throws IOException {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(least, most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
