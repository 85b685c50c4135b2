package dev.pointsman.router;

import static dev.pointsman.router.PolicyCommandIT.get;
import static dev.pointsman.router.PolicyCommandIT.post;
import static dev.pointsman.router.PolicyCommandIT.run;
import static dev.pointsman.router.PolicyCommandIT.serve;
import static dev.pointsman.router.PolicyCommandIT.snapshots;
import static dev.pointsman.router.PolicyCommandIT.version;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.bandit.features.Embedding;
import dev.pointsman.bandit.features.Featurizers;
import dev.pointsman.router.config.ConfigSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two routers on one Redis go over to other features together, and back.
class CutoverIT {

  private static final String NOW = Featurizers.of(Embedding.of("static")).schema().hash();
  private static final String NEXT = Featurizers.of(Embedding.of("hashed")).schema().hash();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of(".");
  private final ScriptedUpstream upstream = new ScriptedUpstream();

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void cutOver_toOtherFeatures_allReplicasServeAlike_alsoOneThatWasDown_andBack() throws Exception {
    Path first = config("one", "");
    try (RouterService one = RouterService.start(ConfigSource.file(first))) {
      String redis = RedisAddress.of(folder.resolve("one"));
      Path second = config("two", "redis: { url: \"" + redis + "\" }\n");
      try (RouterService two = RouterService.start(ConfigSource.file(second))) {
        serve(one, 4, 1);
        assertThat(schemaOf(serve(two, 4, 0), two)).isEqualTo(NOW);
        awaitLearnt(one, NEXT, 8);
        awaitLearnt(two, NEXT, 8);
        assertThat(run(first, "show").out())
            .contains("on features " + NOW)
            .contains("in the background: learner lints on features " + NEXT, "8 rewards");
      }
      String order = tree(post(one, "/admin/v1/snapshots/cutover", "{}")).path("order").asText();
      await().atMost(PATIENCE).until(() -> version(one).startsWith(order));
      assertThat(schemaOf(serve(one, 3, 1), one)).isEqualTo(NEXT);
      try (RouterService two = RouterService.start(ConfigSource.file(second))) {
        assertSame(one, two);
        assertThat(schemaOf(serve(two, 2, 0), two)).isEqualTo(NEXT);
        awaitLearnt(one, NOW, 13);

        PolicyCommandIT.Ran back = run(first, "cutover");
        assertThat(back.code()).as(back.err()).isZero();
        assertThat(back.out()).contains("lints on features " + NOW, "13 rewards");
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    schemaOf(decided(one), one).equals(NOW)
                        && schemaOf(decided(two), two).equals(NOW));
        assertSame(one, two);
      }
    }
  }

  private Path config(String name, String more) throws Exception {
    Path file = folder.resolve(name + ".yaml");
    String dataDir = folder.resolve(name).toString();
    Files.writeString(
        file,
        more
            + TestRouter.yaml(
                    upstream.baseUrl(),
                    "auth: { mode: none }\nfeatures: { embedding: static, next: { embedding: hashed"
                        + " } }")
                .replace("\"${UP}\"", "none")
                .replace("port: 0 }", "port: 0, data_dir: \"" + dataDir + "\" }"));
    return file;
  }

  private static void awaitLearnt(RouterService router, String schema, int rewards) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode next = snapshots(router).path("next");
              assertThat(next.path("feature_schema").asText()).isEqualTo(schema);
              assertThat(next.path("rewards").asInt()).isEqualTo(rewards);
            });
  }

  /// The same policy, and the same expectations of the same request.
  private static void assertSame(RouterService one, RouterService two) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(version(two)).isEqualTo(version(one));
              assertThat(predicted(two)).isEqualTo(predicted(one));
            });
  }

  private static JsonNode predicted(RouterService router) throws Exception {
    return tree(post(router, "/v1/route", "{\"model\":\"auto\"," + TestRouter.MESSAGES + "}"))
        .path("predicted");
  }

  private static String decided(RouterService router) throws Exception {
    return tree(post(router, "/v1/route", "{\"model\":\"auto\"," + TestRouter.MESSAGES + "}"))
        .path("decision_id")
        .asText();
  }

  private static String schemaOf(String decision, RouterService router) throws Exception {
    return tree(get(router, "/v1/decisions/" + decision)).path("feature_schema").asText();
  }
}
