package dev.pointsman.eval.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// An OpenAI-compatible service on loopback that answers as a test scripts it.
final class Service implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// What to answer: a status other than 200 has no text.
  record Reply(int status, String text) {
    static Reply ok(String text) {
      return new Reply(200, text);
    }
  }

  final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  Service(Function<JsonNode, Reply> script) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(pool);
    server.createContext("/v1/chat/completions", exchange -> answer(exchange, script));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  static String prompt(JsonNode request) {
    return request.at("/messages/0/content").asText();
  }

  private void answer(HttpExchange exchange, Function<JsonNode, Reply> script) throws IOException {
    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    asked.add(request);
    Reply reply = script.apply(request);
    ObjectNode json = JSON.createObjectNode();
    json.putArray("choices").addObject().putObject("message").put("content", reply.text());
    json.putObject("usage").put("prompt_tokens", 11).put("completion_tokens", 7);
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("x-pointsman-cost-usd", "0.000123");
    exchange.getResponseHeaders().add("retry-after", "0");
    atOnce.decrementAndGet();
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    pool.shutdownNow();
  }
}
