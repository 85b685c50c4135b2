package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.eval.EvalMain;
import dev.pointsman.router.RouterMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A live router's log, exported beside it, answers what other policies would have earned.
///
/// Of the answers of `small` 60 % pass their check, of those of `large` 90 %.
@TestInstance(Lifecycle.PER_CLASS)
class ExportToEvaluationIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REQUESTS = 800;
  private static final int NAMED = 20;

  private Path folder = Path.of("");

  private Path log = Path.of("");
  private Path later = Path.of("");
  private Path snapshot = Path.of("");
  private String livePolicy = "";
  private String data = "";

  @BeforeAll
  void serveAndExport(@TempDir Path temporary) throws Exception {
    folder = temporary;
    log = folder.resolve("decisions.jsonl.gz");
    later = folder.resolve("later.jsonl");
    snapshot = folder.resolve("policy.snapshot");
    Path home = Files.createDirectory(folder.resolve("home"));
    String config;
    try (var upstream = PlainUpstream.start();
        var router = RouterProcess.start(home, "embedded", upstream.baseUrl())) {
      Random random = new Random(11);
      for (int i = 0; i < REQUESTS; i++) {
        chatAndCheck(router, i < NAMED ? "small" : "auto", i, random);
      }
      config = config(home);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> frontierRewards(router) == REQUESTS - NAMED);
      livePolicy = decide(router).path("policy_version").asText();
      assertThat(run("export", "decisions", "--config", config, "--out", log.toString())).isZero();
      assertThat(run("policy", "snapshot", "--config", config, "--out", snapshot.toString()))
          .isZero();
    }
    assertThat(run("export", "decisions", "--config", config, "--out", later.toString())).isZero();
    data = config;
  }

  @Test
  void export_runningRouter_holdsEveryDecisionWithOutcomeAndReward() throws IOException {
    List<String> lines = lines(log);

    assertThat(lines).hasSize(REQUESTS + 1);
    JsonNode first = JSON.readTree(lines.getFirst());
    assertThat(first.path("routable").asBoolean(true)).isFalse();
    assertThat(first.path("arm").asText()).isEqualTo("small");
    assertThat(first.path("weight").asDouble()).isEqualTo(1);
    assertThat(first.path("reward").path("value").isNumber()).isTrue();
    assertThat(first.path("outcome").path("cost_micro_usd").isNumber()).isTrue();
    assertThat(first.path("features")).isNotEmpty();
    assertThat(String.join("", lines)).doesNotContain("Is all well");
    assertThat(Files.getPosixFilePermissions(log)).hasSize(2);
  }

  @Test
  void export_stoppedRouter_isTheSame() throws IOException {
    assertThat(lines(later)).isEqualTo(lines(log));
  }

  @Test
  void ope_armThatWasServed_isEstimatedWell() throws IOException {
    JsonNode large = evaluate("arm=large", "--only-routable");

    assertThat(large.path("verdict").asText()).isEqualTo("ok");
    assertThat(large.at("/dr/estimate").asDouble()).isCloseTo(0.9, within(0.06));
    assertThat(large.path("requests").asInt()).isEqualTo(REQUESTS - NAMED + 1);
    assertThat(evaluate("arm=large").path("fixed").asInt()).isEqualTo(NAMED);
  }

  @Test
  void ope_armHardlyServed_isRefused() throws IOException {
    JsonNode small = evaluate("arm=small", "--only-routable");

    assertThat(small.path("verdict").asText()).isEqualTo("refused");
    assertThat(small.path("more_requests").asInt()).isPositive();
  }

  @Test
  void ope_lambda_followsTheRecordsPredictions() throws IOException {
    JsonNode thrifty = evaluate("lambda=1000000", "--only-routable");
    JsonNode lavish = evaluate("lambda=0", "--only-routable");

    assertThat(thrifty.at("/cost_usd/estimate").asDouble())
        .isLessThan(lavish.at("/cost_usd/estimate").asDouble());
    assertThat(lavish.path("verdict").asText()).isEqualTo("ok");
  }

  @Test
  void ope_snapshot_isThePolicyThatServed() throws IOException {
    JsonNode saved = evaluate("snapshot=" + snapshot, "--only-routable");

    assertThat(saved.path("verdict").asText()).isEqualTo("ok");
    assertThat(saved.at("/dr/estimate").asDouble()).isCloseTo(0.88, within(0.07));
  }

  @Test
  void snapshot_versionIsTheLiveRouters() {
    // What was printed names the version; the fold that made the file is the router's own.
    assertThat(snapshot).exists();
    assertThat(printed("policy", "snapshot", "--config", data, "--out", snapshot + ".2"))
        .contains("policy " + livePolicy + ",");
  }

  @Test
  void ope_uniform_readsTheLog() throws IOException {
    JsonNode uniform = evaluate("uniform", "--only-routable");

    assertThat(uniform.path("n").asInt()).isEqualTo(REQUESTS - NAMED);
    assertThat(uniform.at("/snips/estimate").asDouble()).isBetween(0.5, 1.0);
  }

  private JsonNode evaluate(String target, String... more) throws IOException {
    Path json = Files.createTempFile(folder, "ope", ".json");
    List<String> arguments =
        new ArrayList<>(List.of("eval", "ope", "--log", log.toString(), "--json", json.toString()));
    arguments.addAll(List.of("--target", target));
    arguments.addAll(List.of(more));
    var said = new PrintWriter(new StringWriter());
    assertThat(EvalMain.run(arguments.toArray(String[]::new), said, said)).isZero();
    return JSON.readTree(json.toFile());
  }

  private static void chatAndCheck(RouterProcess router, String model, int number, Random random)
      throws Exception {
    HttpResponse<String> answer =
        router.post("/v1/chat/completions", ask(model, "Is all well in room " + number + "?"));
    assertThat(answer.statusCode()).isEqualTo(200);
    boolean isLarge = answer.headers().firstValue("x-pointsman-arm").orElseThrow().equals("large");
    boolean isGood = random.nextDouble() < (isLarge ? 0.9 : 0.6);
    String decision = answer.headers().firstValue("x-pointsman-decision").orElseThrow();
    HttpResponse<String> check =
        router.post(
            "/v1/feedback",
            "{\"decision_id\":\"%s\",\"metric\":\"check\",\"value\":%s}"
                .formatted(decision, isGood));
    assertThat(check.statusCode()).isEqualTo(202);
  }

  private static int frontierRewards(RouterProcess router) throws Exception {
    for (JsonNode point : router.read("/v1/frontier?route=auto&window=all").path("points")) {
      if (point.path("kind").asText().equals("live")) {
        return point.path("n_rewarded").asInt();
      }
    }
    return 0;
  }

  /// The record of one more decision, which nobody carries out.
  private static JsonNode decide(RouterProcess router) throws Exception {
    HttpResponse<String> decided = router.post("/v1/route", ask("auto", "Is all well at last?"));
    String id = RouterProcess.json(decided).path("decision_id").asText();
    return router.read("/v1/decisions/" + id);
  }

  /// A conversation of its own, since its first message is.
  private static String ask(String model, String prompt) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(model, prompt);
  }

  private static String config(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).findFirst().orElseThrow().toString();
    }
  }

  private static int run(String... arguments) {
    return RouterMain.execute(arguments);
  }

  private static String printed(String... arguments) {
    PrintStream out = System.out;
    var bytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      assertThat(run(arguments)).isZero();
    } finally {
      System.setOut(out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
