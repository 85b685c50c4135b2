package dev.pointsman.router.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A router in a JVM of its own, as `serve --config` starts it, and a client for it.
final class RouterProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final List<String> command;
  private final int port;
  private final Path log;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RouterProcess(Process process, List<String> command, int port, Path log) {
    this.process = process;
    this.command = command;
    this.port = port;
    this.log = log;
  }

  /// What it said so far.
  String log() throws IOException {
    return Files.readString(log);
  }

  /// Starts a router with two arms behind one upstream and waits until it is ready.
  static RouterProcess start(Path folder, String redisUrl, String upstream) throws IOException {
    return start(folder, redisUrl, upstream, "");
  }

  /// The same, its route `auto` having further settings, each behind a comma.
  static RouterProcess start(Path folder, String redisUrl, String upstream, String settings)
      throws IOException {
    int port = freePort();
    Path config = folder.resolve("pointsman-" + port + ".yaml");
    Files.writeString(
        config,
        """
        server: { host: 127.0.0.1, port: %d, data_dir: %s }
        redis: { url: "%s" }
        auth: { mode: none }
        providers:
          local: { type: openai, base_url: "%s", api_key: none }
        models:
          - { id: small, provider: local, model: echo-1, context: 8000, quality_prior: 0.7,
              price: { input: 0.1, output: 0.4 } }
          - { id: large, provider: local, model: echo-2, context: 8000, quality_prior: 0.9,
              price: { input: 2.0, output: 8.0 } }
        routes:
          auto: { arms: [small, large], objective: { usd_per_good_answer: 0.25 }%s }
        """
            .formatted(port, folder.resolve("data"), redisUrl, upstream, settings));
    return start(RouterJvm.serve(config), folder, port);
  }

  /// Starts what will listen on the port and waits until it is ready; all it says goes to {@link
  /// #log}.
  static RouterProcess start(ProcessBuilder command, Path folder, int port) throws IOException {
    Path log = folder.resolve("router-" + port + ".log");
    Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var router = new RouterProcess(process, command.command(), port, log);
    await().atMost(Duration.ofMinutes(5)).until(router::isReady);
    return router;
  }

  private boolean isReady() throws InterruptedException, IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the router ended with " + process.exitValue() + " and said: " + log());
    }
    try {
      return client.send(request("/readyz"), HttpResponse.BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(30))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  JsonNode read(String path) throws Exception {
    return json(client.send(request(path), HttpResponse.BodyHandlers.ofString()));
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(10));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  /// All processes this router started, itself first.
  List<ProcessHandle> family() {
    List<ProcessHandle> family = new ArrayList<>();
    family.add(process.toHandle());
    process.descendants().forEach(family::add);
    return family;
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(10)).build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    RouterJvm.ended(command);
  }
}
