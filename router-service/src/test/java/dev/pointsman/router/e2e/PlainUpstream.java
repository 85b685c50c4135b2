package dev.pointsman.router.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model that answers every chat with the same words, and judges every answer alike: 12 tokens
/// in, 5 out.
final class PlainUpstream implements AutoCloseable {

  /// What a judge has to repeat, as it stands in a prompt inside JSON.
  private static final Pattern CASE = Pattern.compile("id\\\\\":\\\\\"([0-9a-f]{32})");

  private final HttpServer server;

  private PlainUpstream(HttpServer server) {
    this.server = server;
  }

  static PlainUpstream start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/v1/chat/completions",
          exchange -> {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            byte[] answer = answer(new String(asked, StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
              body.write(answer);
            }
          });
      server.start();
      return new PlainUpstream(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] answer(String asked) {
    Matcher judged = CASE.matcher(asked);
    String words =
        judged.find()
            ? "{\\\"id\\\":\\\"" + judged.group(1) + "\\\",\\\"grade\\\":8}"
            : "All is well.";
    return """
    {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"echo-1","choices":[{"index":0,\
    "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],\
    "usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17}}\
    """
        .formatted(words)
        .getBytes(StandardCharsets.UTF_8);
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
