package dev.pointsman.router;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Prompt;
import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.config.FeaturePair;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.counting.Tokenizer;
import dev.pointsman.router.openai.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A router in front of a scripted upstream, its events in memory, and a client for it.
///
/// Two arms: `cheap` and `dear`, ten times as dear and better by its prior.
public final class TestRouter implements AutoCloseable {

  public static final String MESSAGES =
      "\"messages\":[{\"role\":\"user\",\"content\":\"What is 17 * 23?\"}]";

  static {
    // So that what is counted here does not depend on when.
    Tokenizer.forModel("").load();
  }

  public final ScriptedUpstream upstream = new ScriptedUpstream();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicReference<String> file = new AtomicReference<>("");
  private final RouterService service;

  public TestRouter() {
    this("auth: { mode: none }");
  }

  /// With further sections of configuration.
  public TestRouter(String more) {
    this(more, Backend::inMemory);
  }

  TestRouter(String more, Function<RouterConfig, Backend> backend) {
    this(more, backend, (upstream, yaml) -> yaml);
  }

  /// The same with features of its own.
  public static TestRouter withFeatures(Featurizer featurizer, String settings, String more) {
    return new TestRouter(more, Backend::inMemory, route(settings), featurizer);
  }

  private static BiFunction<ScriptedUpstream, String, String> route(String settings) {
    return (upstream, yaml) ->
        yaml.replace("learner: lints }", "learner: lints, " + settings + " }");
  }

  private TestRouter(
      String more,
      Function<RouterConfig, Backend> backend,
      BiFunction<ScriptedUpstream, String, String> edit) {
    this(more, backend, edit, new Lengths());
  }

  private TestRouter(
      String more,
      Function<RouterConfig, Backend> backend,
      BiFunction<ScriptedUpstream, String, String> edit,
      Featurizer featurizer) {
    file.set(edit.apply(upstream, yaml(upstream.baseUrl(), more)));
    ConfigSource source = new ConfigSource("test.yaml", file::get, Map.of("UP", "up-secret"));
    service = RouterService.start(source, backend, FeaturePair.of(featurizer));
  }

  /// Without keys, its route `auto` having further settings.
  public static TestRouter withRoute(String settings) {
    return withRouteAndMore(settings, "auth: { mode: none }");
  }

  /// The same with further sections, which say who may call.
  public static TestRouter withRouteAndMore(String settings, String more) {
    return new TestRouter(more, Backend::inMemory, route(settings));
  }

  /// Without keys, its server having further settings.
  public static TestRouter withServer(String settings) {
    return new TestRouter(
        "auth: { mode: none }",
        Backend::inMemory,
        (upstream, yaml) -> yaml.replace("{ port: 0 }", "{ port: 0, " + settings + " }"));
  }

  /// No arm ever rests, unless `more` says how health is judged: most scripts fail on purpose. With
  /// a configuration of its own, in which `UPSTREAM` stands for the scripted server's address
  /// without `/v1`.
  public static TestRouter of(String config) {
    return of(config, Backend::inMemory);
  }

  /// The same over tables that tell what was there a moment ago.
  public static TestRouter ofLateTables(String config) {
    return of(config, loaded -> LateTable.all(Backend.inMemory(loaded)));
  }

  private static TestRouter of(String config, Function<RouterConfig, Backend> backend) {
    return new TestRouter(
        "",
        backend,
        (upstream, yaml) ->
            "server: { port: 0 }\n"
                + (config.contains("keys:") ? "" : "auth: { mode: none }\n")
                + config.replace("UPSTREAM", "http://127.0.0.1:" + upstream.port()));
  }

  public static String yaml(String baseUrl, String more) {
    String lenient = "health: { window: 1000, least_calls: 1000 }\n";
    String health = more.contains("health:") ? "" : lenient;
    return """
    server: { port: 0 }
    providers:
      up: { base_url: %s, api_key: "${UP}" }
    models:
      - { id: cheap, provider: up, model: cheap-1, context: 8000, quality_prior: 0.6,
          price: { input: 1, output: 2 } }
      - { id: dear, provider: up, model: dear-1, context: 100000, quality_prior: 0.9,
          price: { input: 10, output: 20, cached_input: 5 }, params: { reasoning_effort: low } }
    routes:
      auto: { arms: [cheap, dear], learner: lints }
      quick: { arms: [cheap], learner: mean }
    %s
    """
        .formatted(baseUrl, health + more);
  }

  /// Changes the configuration's file; to be seen within a second.
  public void edit(UnaryOperator<String> change) {
    file.updateAndGet(change);
  }

  public int port() {
    return service.port();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(30))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /// A post whose answer is read by the caller.
  public HttpResponse<InputStream> open(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)).build();
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A chat completion of one question, with further fields.
  public HttpResponse<String> chat(String model, String fields, String... headers) {
    String rest = fields.isEmpty() ? "" : "," + fields;
    return post(
        "/v1/chat/completions", "{\"model\":\"" + model + "\"," + MESSAGES + rest + "}", headers);
  }

  public static JsonNode tree(HttpResponse<String> response) {
    return Json.read(response.body())
        .orElseThrow(() -> new AssertionError("no JSON: " + response.body()));
  }

  public static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public JsonNode decision(String id) {
    return tree(get("/v1/decisions/" + id));
  }

  /// Stops the router as a signal does; the upstream stays.
  public void closeService() {
    service.close();
  }

  /// Whether the router takes connections.
  public boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    service.close();
    upstream.close();
    client.close();
  }

  /// Two features: one, and the prompt's length.
  public static final class Lengths implements Featurizer {
    private final FeatureSchema schema =
        new FeatureSchema("test-lengths", List.of(new FeatureSchema.Block("length", 0, 2)));

    @Override
    public Context contextOf(Prompt prompt) {
      float[] features = {1, Math.min(1, prompt.text().length() / 1000f)};
      return Context.of(features, (prompt.text().length() + 3) / 4);
    }

    @Override
    public FeatureSchema schema() {
      return schema;
    }
  }
}
