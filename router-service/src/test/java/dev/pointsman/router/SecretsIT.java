package dev.pointsman.router;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.pointsman.router.config.ConfigSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Marked secrets go in, requests of all kinds fail, and the marks are looked for wherever
/// something comes out: answers, logs at their most talkative, metrics, what Redis and the journal
/// keep.
class SecretsIT {

  private static final String MARK = "mArKeD";
  private static final String PROVIDER_KEY = MARK + "-provider-key-1";
  private static final String PROVIDER_HEADER = MARK + "-provider-header-2";
  private static final String FILE_KEY = MARK + "-file-key-3";
  private static final String ADMIN_KEY = MARK + "-admin-key-of-environment-4";
  private static final String PROMPT = MARK + "-prompt-5";
  private static final String WRONG_KEY = MARK + "-wrong-key-6";
  private static final String QUERY = MARK + "-query-parameter-7";

  @TempDir private Path folder = Path.of(".");
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final List<String> answers = new ArrayList<>();
  private final AtomicReference<String> file = new AtomicReference<>("");
  private final HttpClient client = HttpClient.newHttpClient();
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("dev.pointsman");
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          StringBuilder said = new StringBuilder(event.getFormattedMessage());
          for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            said.append('\n').append(cause.getClassName()).append(cause.getMessage());
          }
          logged.add(event.getLoggerName() + ": " + said);
        }
      };

  @BeforeEach
  void listen() {
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
    ours.setLevel(Level.DEBUG);
  }

  @AfterEach
  void stop() {
    root.detachAppender(appender);
    ours.setLevel(Level.INFO);
    upstream.close();
    client.close();
  }

  @Test
  void failures_ofAllKinds_tellNoSecretAnywhere() throws Exception {
    file.set(yaml());
    Map<String, String> env =
        Map.of(
            "PROVIDER_KEY", PROVIDER_KEY,
            "PROVIDER_HEADER", PROVIDER_HEADER,
            "QUERY", QUERY,
            "FILE_KEY", FILE_KEY,
            "POINTSMAN_ADMIN_KEY", ADMIN_KEY);
    ConfigSource source = new ConfigSource("pointsman.yaml", file::get, env);
    List<String> made;
    try (RouterService router = RouterService.start(source)) {
      made = administer(router);
      failUpstream(router);
      failRequests(router);
      failConfig(router);
      answers.add(send(router, "GET", "/metrics", "", FILE_KEY));
      answers.add(send(router, "GET", "/admin/v1/config", "", ADMIN_KEY));
      answers.add(send(router, "GET", "/admin/v1/keys", "", ADMIN_KEY));
      answers.add(source.toString());
    }
    assertThat(answers).hasSizeGreaterThan(60).anyMatch(answer -> answer.contains("***"));

    Predicate<String> tells = text -> text.contains(MARK) || made.stream().anyMatch(text::contains);
    assertThat(answers).noneMatch(tells);
    assertThat(logged).isNotEmpty().noneMatch(tells);
    assertThat(kept()).isNotEmpty().noneMatch(tells);
  }

  private String yaml() {
    return """
    server: { port: 0, data_dir: "%s" }
    limits: { response_timeout_ms: 300, first_token_timeout_ms: 300, total_timeout_ms: 1000 }
    health: { window: 1000, least_calls: 1000 }
    providers:
      up: { base_url: "%s", api_key: "${PROVIDER_KEY}", headers: { x-extra: "${PROVIDER_HEADER}" }, query: { v: "${QUERY}" } }
      gone: { base_url: "http://127.0.0.1:9/v1", api_key: "${PROVIDER_KEY}" }
      claude: { type: anthropic, base_url: "%s", api_key: "${PROVIDER_KEY}" }
    models:
      - { id: cheap, provider: up, model: cheap-1, price: { input: 1, output: 2 } }
      - { id: far, provider: gone, price: { input: 1, output: 2 } }
      - { id: other, provider: claude, price: { input: 1, output: 2 } }
    routes:
      auto: { arms: [cheap], learner: mean }
    keys:
      - { name: app, key: "${FILE_KEY}" }
    """
        .formatted(folder.resolve("data"), upstream.baseUrl(), upstream.baseUrl());
  }

  /// Secrets that were told on purpose.
  private List<String> administer(RouterService router) throws Exception {
    List<String> told = new ArrayList<>();
    for (String path : List.of("/admin/v1/keys", "/admin/v1/keys/k/rotate")) {
      String answer =
          send(
              router,
              "POST",
              path,
              "{\"name\":\"k\"}"
                  .replace("\"name\":\"k\"", path.endsWith("keys") ? "\"name\":\"k\"" : ""),
              ADMIN_KEY);
      told.add(answer.replaceAll("(?s).*\"key\":\"([^\"]+)\".*", "$1"));
    }
    assertThat(told).allMatch(secret -> secret.startsWith("pm-"));
    answers.add(send(router, "DELETE", "/admin/v1/keys/k", "", ADMIN_KEY));
    answers.add(chat(router, "cheap", told.getLast()));
    return told;
  }

  /// Upstreams that repeat what they were sent, in every way there is to fail.
  private void failUpstream(RouterService router) throws Exception {
    String echo = "{\"error\":{\"message\":\"bad key " + PROVIDER_KEY + "\",\"type\":\"t\"}}";
    String more = echo.replace("bad", "bad " + PROVIDER_HEADER + " " + QUERY);
    for (int status : new int[] {400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503}) {
      upstream.answer("cheap-1", status, more);
      upstream.answer("other", status, echo);
      for (String model : List.of("cheap", "other", "auto")) {
        answers.add(chat(router, model, FILE_KEY));
      }
    }
    upstream.answer("cheap-1", 200, "not json " + PROVIDER_KEY);
    answers.add(chat(router, "cheap", FILE_KEY));
    upstream.script("cheap-1", (request, response) -> response.reset());
    answers.add(chat(router, "cheap", FILE_KEY));
    upstream.script("cheap-1", (request, response) -> {});
    answers.add(chat(router, "cheap", FILE_KEY));
    answers.add(chat(router, "far", FILE_KEY));
    upstream.stream(
        "cheap-1",
        "data: {\"error\":{\"message\":\"" + PROVIDER_KEY + "\"}}\n\n",
        ScriptedUpstream.DONE);
    answers.add(
        send(router, "POST", "/v1/chat/completions", body("cheap", ",\"stream\":true"), FILE_KEY));
  }

  private void failRequests(RouterService router) throws Exception {
    answers.add(chat(router, "cheap", WRONG_KEY));
    for (String path :
        List.of(
            "/v1/chat/completions",
            "/v1/messages",
            "/v1/responses",
            "/v1/embeddings",
            "/v1/route")) {
      for (String bad :
          List.of(
              "{\"model\":\"cheap\",\"messages\":\"" + PROMPT + "\"}",
              "{\"model\":\"cheap\",\"messages\":[{\"role\":\"" + PROMPT + "\"}]}",
              "{\"" + PROMPT + "\":",
              "[\"" + PROMPT + "\"]")) {
        answers.add(send(router, "POST", path, bad, FILE_KEY));
      }
    }
    String feedback =
        "{\"decision_id\":\"x\",\"metric\":\"thumb\",\"value\":true,\"token\":\""
            + WRONG_KEY
            + "\"}";
    answers.add(send(router, "POST", "/v1/feedback", feedback, WRONG_KEY));
    answers.add(send(router, "GET", "/v1/nothing?key=" + WRONG_KEY, "", WRONG_KEY));
    answers.add(send(router, "GET", "/admin/v1/config", "", FILE_KEY));
    String ownKey = "{\"name\":\"x\",\"key\":\"" + WRONG_KEY + "\"}";
    answers.add(send(router, "POST", "/admin/v1/keys", ownKey, ADMIN_KEY));
    String variable =
        "{\"provider\":\"up\",\"model\":\"${PROVIDER_KEY}\",\"price\":{\"input\":1,\"output\":1}}";
    answers.add(send(router, "PUT", "/admin/v1/arms/x", variable, ADMIN_KEY));
  }

  /// Files that are not good near their secrets.
  private void failConfig(RouterService router) throws Exception {
    for (String bad :
        List.of(
            yaml().replace("key: \"${FILE_KEY}\"", "key: \"" + FILE_KEY),
            yaml().replace("key: \"${FILE_KEY}\"", "key: [" + FILE_KEY + "]"),
            yaml().replace("key: \"${FILE_KEY}\"", "kye: \"" + FILE_KEY + "\""),
            yaml()
                .replace(
                    "\"${FILE_KEY}\" }",
                    "\"${FILE_KEY}\" }\n  - { name: b, key: \"${FILE_KEY}\" }"),
            yaml().replace("\"${PROVIDER_KEY}\", headers", "{ a: " + PROVIDER_KEY + " }, headers"),
            yaml().replace(upstream.baseUrl(), "http://user:" + PROVIDER_KEY + "@h/v1"),
            yaml() + "redis: { url: \"ftp://:" + PROVIDER_KEY + "@h\" }\n",
            yaml() + "features: { file: \"${PROVIDER_KEY}\", embedding: \"${PROVIDER_KEY}\" }\n",
            yaml() + "\t" + PROVIDER_KEY + ": {",
            yaml().replace("limits: {", "limits: { messages: \"${PROVIDER_KEY}\","))) {
      file.set(bad);
      answers.add(send(router, "POST", "/admin/v1/config/reload", "", ADMIN_KEY));
    }
    file.set(yaml());
  }

  /// All the data directory holds but Redis' own settings.
  private List<String> kept() throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        all.add(one + "\n" + new String(Files.readAllBytes(one), StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(all).anyMatch(text -> text.contains("pm:keys"));
    return all;
  }

  private static String body(String model, String more) {
    return "{\"model\":\""
        + model
        + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + PROMPT
        + "\"}]"
        + more
        + "}";
  }

  private String chat(RouterService router, String model, String key) throws Exception {
    return send(router, "POST", "/v1/chat/completions", body(model, ""), key);
  }

  private String send(RouterService router, String method, String path, String body, String key)
      throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + path))
                .method(method, BodyPublishers.ofString(body))
                .header("authorization", "Bearer " + key)
                .build(),
            BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.headers().map() + " " + answer.body();
  }
}
