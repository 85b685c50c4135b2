package dev.pointsman.router;

import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.eval.EvalMain;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisSnapshotStore;
import dev.pointsman.router.config.ConfigSource;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.XTrimArgs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The commands on a policy and `/admin/v1/snapshots`, at a router on its own Redis.
class PolicyCommandIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder = Path.of(".");
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private Path file = Path.of("");

  record Ran(int code, String out, String err) {}

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("pointsman.yaml");
    String yaml =
        TestRouter.yaml(upstream.baseUrl(), "auth: { mode: none }")
            .replace("\"${UP}\"", "none")
            .replace("learner: lints }", "learner: lints, next_learner: adaptive }")
            .replace("port: 0 }", "port: 0, data_dir: \"" + folder.resolve("data") + "\" }");
    Files.writeString(file, yaml);
  }

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void snapshotRollbackFreezeCutover_reachTheRouter_andItsNextBoot() throws Exception {
    String last;
    try (RouterService router = RouterService.start(ConfigSource.file(file))) {
      learn(router, 12, 1);
      String goodVersion = version(router);
      Ran kept = run("snapshot");
      assertThat(kept.code()).as(kept.err()).isZero();
      assertThat(kept.out()).startsWith("kept ").contains("policy " + goodVersion, "12 rewards");
      String name = kept.out().replaceFirst("(?s)kept ([^:]*):.*", "$1");
      assertThat(snapshots(router).path("fingerprint").asText()).isEqualTo(name);

      double good = quality(router);
      int rounds = 0;
      do { // Whichever arms are drawn, until the cheap one's name is spoilt.
        learn(router, 12, 0);
      } while (quality(router) >= good && ++rounds < 10);
      JsonNode shown = snapshots(router);
      assertThat(shown.at("/snapshots/0/name").asText()).isEqualTo(name);
      double poisoned = quality(router);
      Ran back = run("rollback", name);
      assertThat(back.code()).as(back.err()).isZero();
      String entry = back.out().strip().replaceFirst(".* ", "");
      await().until(() -> version(router).startsWith(entry));
      assertThat(quality(router)).as("good again").isGreaterThan(poisoned);
      assertThat(snapshots(router).at("/snapshots/0/needed_by").asText()).isEqualTo(entry);

      assertThat(run("freeze", "--learning").out()).contains("stops learning");
      await().until(() -> !snapshots(router).path("learning").asBoolean(true));
      double before = quality(router);
      learn(router, 4, 0);
      assertThat(quality(router)).isEqualTo(before);
      assertThat(run("show").out()).contains("learning stopped, exploring on", name);
      post(router, "/admin/v1/snapshots/freeze", "{\"learning\":true,\"exploring\":false}");
      await().until(() -> run("show").out().contains("learning on, exploring stopped"));
      assertThat(run("unfreeze").code()).isZero();

      assertThat(run("show").out()).contains("in the background: learner adaptive on features");
      Ran next = run("cutover");
      assertThat(next.code()).as(next.err()).isZero();
      assertThat(next.out()).contains("adaptive on features");
      Ran cut = run("cutover", "--learner", "adaptive");
      assertThat(cut.code()).as(cut.err()).isZero();
      assertThat(run("show").out()).contains("learner adaptive");
      String flipped = cut.out().replaceFirst("(?s).* from entry (\\S+) on.*", "$1");
      await().until(() -> version(router).startsWith(flipped));
      learn(router, 3, 1);
      last = version(router);
    }
    try (RouterService router = RouterService.start(ConfigSource.file(file))) {
      assertThat(version(router)).as("after the boot").isEqualTo(last);
    }
  }

  @Test
  void rebuild_withoutAPrincipal_tellsTheDifferenceAndAppliesIt() throws Exception {
    try (RouterService router = RouterService.start(ConfigSource.file(file))) {
      learn(router, 10, 1);
      String decision = learn(router, 30, 0);
      String principal =
          tree(get(router, "/v1/decisions/" + decision)).at("/feedback/0/principal").asText();
      assertThat(principal).isNotEmpty();
      String version = version(router);
      double poisoned = quality(router);

      Ran told = run("rebuild", "--without-principal", principal);
      assertThat(told.code()).as(told.err()).isZero();
      assertThat(told.out()).contains("another best arm", "cheap: quality", "not applied");
      assertThat(version(router)).isEqualTo(version);

      Ran applied = run("rebuild", "--without-principal", principal, "--apply");
      assertThat(applied.code()).as(applied.err()).isZero();
      String entry = applied.out().strip().replaceFirst("(?s).*applied at entry ", "");
      await().until(() -> version(router).startsWith(entry));
      assertThat(quality(router)).isGreaterThan(poisoned);
      assertThat(run("show").out()).contains("without the feedback of 1 principals");
    }
  }

  @Test
  void rebuild_ofATrimmedStream_wantsTheArchiveAndThenLosesNothing() throws Exception {
    Path archive = folder.resolve("archive");
    try (RouterService router = RouterService.start(ConfigSource.file(file))) {
      learn(router, 10, 1);
      String decision = learn(router, 10, 0);
      String principal =
          tree(get(router, "/v1/decisions/" + decision)).at("/feedback/0/principal").asText();
      Path data = folder.resolve("data");
      PrintWriter silent = new PrintWriter(new StringWriter());
      String[] words = {"archive", "--data-dir", data.toString(), "--out", archive.toString()};
      assertThat(EvalMain.run(words, silent, silent)).isZero();
      try (RedisConnection redis = RedisConnection.visit(RedisConnection.EMBEDDED, data)) {
        var store = new RedisSnapshotStore(redis, "auto", InstantSource.system());
        String last = version(router).replaceFirst("/.*", "");
        assertThat(run("snapshot").code()).isZero();
        store.trim(store.seize("test", Duration.ofSeconds(5)), last, true);
        // Redis trims whole nodes at once, and of so few entries not all.
        redis
            .commands()
            .xtrim("pm:{auto}:rewards", XTrimArgs.Builder.minId(last))
            .toCompletableFuture()
            .join();
      }
      String[] rebuild = {"rebuild", "--without-principal", principal, "--apply"};

      Ran refused = run(rebuild);
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("would be lost", "--archive");

      List<String> whole = new ArrayList<>(List.of(rebuild));
      whole.addAll(List.of("--archive", archive.toString()));
      Ran applied = run(whole.toArray(String[]::new));
      assertThat(applied.code()).as(applied.err()).isZero();
      assertThat(applied.out()).contains("20 of 20 rewards").doesNotContain("are gone");
      whole.set(whole.size() - 1, folder.resolve("nothing").toString());
      assertThat(run(whole.toArray(String[]::new)).err()).contains("holds nothing of route auto");
    }
  }

  @Test
  void policy_badUse_isOneLineAndExit2() throws Exception {
    try (RouterService router = RouterService.start(ConfigSource.file(file))) {
      assertThat(router.port()).isPositive();
      List<Ran> all =
          List.of(
              run("rollback", "1-1.00000000"),
              run("rollback"),
              run("cutover", "--route", "quick"),
              run("cutover", "--learner", "nobody"),
              run("cutover", "--learner", "cluster-table"),
              run("show", "--route", "nowhere"));
      for (Ran ran : all) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
      }
      HttpResponse<String> unknown =
          post(router, "/admin/v1/snapshots/rollback", "{\"name\":\"1-1.00000000\"}");
      assertThat(unknown.statusCode()).isEqualTo(404);
      String quick = "{\"route\":\"quick\"}";
      assertThat(post(router, "/admin/v1/snapshots/cutover", quick).statusCode()).isEqualTo(400);
    }
  }

  /// Serves, until the router has learnt all there is.
  private String learn(RouterService router, int count, double value) throws Exception {
    String decision = serve(router, count, value);
    String last = lastEntry();
    await().until(() -> version(router).startsWith(last + "/"));
    return decision;
  }

  /// Each answer is rated, and its reward waited for; gives the last decision.
  static String serve(RouterService router, int count, double value) throws Exception {
    List<String> decisions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      HttpResponse<String> answer =
          post(router, "/v1/chat/completions", "{\"model\":\"auto\"," + TestRouter.MESSAGES + "}");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      decisions.add(answer.headers().firstValue("x-pointsman-decision").orElseThrow());
      String rating =
          "{\"decision_id\":\"%s\",\"metric\":\"check\",\"value\":%s}"
              .formatted(decisions.getLast(), value == 1);
      HttpResponse<String> heard = post(router, "/v1/feedback", rating);
      assertThat(heard.statusCode()).as(heard.body()).isEqualTo(202);
    }
    for (String decision : decisions) {
      await().until(() -> !tree(get(router, "/v1/decisions/" + decision)).path("reward").isNull());
    }
    return decisions.getLast();
  }

  /// Of the stream that is learnt from.
  private String lastEntry() throws Exception {
    String url = RedisAddress.of(folder.resolve("data"));
    try (RedisConnection redis = RedisConnection.open(url, folder)) {
      return redis
          .commands()
          .xrevrange("pm:{auto}:rewards", Range.create("-", "+"), Limit.from(1))
          .toCompletableFuture()
          .join()
          .getFirst()
          .getId();
    }
  }

  /// What is expected of the cheap arm now.
  private static double quality(RouterService router) throws Exception {
    return tree(post(router, "/v1/route", "{\"model\":\"auto\"," + TestRouter.MESSAGES + "}"))
        .at("/predicted/cheap/quality")
        .asDouble();
  }

  static String version(RouterService router) throws Exception {
    return snapshots(router).path("policy_version").asText();
  }

  static JsonNode snapshots(RouterService router) throws Exception {
    return tree(get(router, "/admin/v1/snapshots"));
  }

  static HttpResponse<String> get(RouterService router, String path) throws Exception {
    return send(router, path, HttpRequest.newBuilder().GET());
  }

  static HttpResponse<String> post(RouterService router, String path, String body)
      throws Exception {
    return send(
        router,
        path,
        HttpRequest.newBuilder()
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(
      RouterService router, String path, HttpRequest.Builder request) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + router.port() + path);
    return HTTP.send(request.uri(uri).build(), BodyHandlers.ofString());
  }

  private Ran run(String... words) {
    return run(file, words);
  }

  static Ran run(Path file, String... words) {
    CommandLine command = RouterMain.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("policy"));
    all.addAll(List.of(words));
    all.addAll(List.of("--config", file.toString()));
    int code = command.execute(all.toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }
}
