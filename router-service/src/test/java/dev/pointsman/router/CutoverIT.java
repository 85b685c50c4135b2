package dev.pointsman.router;

import static dev.pointsman.router.PolicyCommandIT.get;
import static dev.pointsman.router.PolicyCommandIT.post;
import static dev.pointsman.router.PolicyCommandIT.serve;
import static dev.pointsman.router.PolicyCommandIT.snapshots;
import static dev.pointsman.router.PolicyCommandIT.version;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Prompt;
import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.config.FeaturePair;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two routers on one Redis go over to other features together, and back.
class CutoverIT {

  private static final FeaturePair FEATURES =
      new FeaturePair(new TestRouter.Lengths(), Optional.of(new Capitals()));
  private static final String NOW = FEATURES.now().schema().hash();
  private static final String NEXT = new Capitals().schema().hash();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of(".");
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final Vertx loops =
      Vertx.vertx(new VertxOptions().setPreferNativeTransport(true)); // As routers have.

  @AfterEach
  void stop() throws Exception {
    upstream.close();
    loops.close().await(10, TimeUnit.SECONDS);
  }

  /// Whether a prompt begins with a capital, twice over.
  private static final class Capitals implements Featurizer {
    @Override
    public Context contextOf(Prompt prompt) {
      float isCapital = Character.isUpperCase(prompt.text().charAt(0)) ? 1 : 0;
      return Context.of(new float[] {1, isCapital, -isCapital}, prompt.text().length());
    }

    @Override
    public FeatureSchema schema() {
      return new FeatureSchema("test-capitals", List.of(new FeatureSchema.Block("all", 0, 3)));
    }
  }

  private RouterService start(Path file) {
    return RouterService.start(
        ConfigSource.file(file),
        config -> Backend.open(config, ((VertxInternal) loops).nettyEventLoopGroup()),
        FEATURES);
  }

  @Test
  void cutOver_toOtherFeatures_allReplicasServeAlike_alsoOneThatWasDown_andBack() throws Exception {
    Path first = config("one", "");
    try (RouterService one = start(first)) {
      String redis = RedisAddress.of(folder.resolve("one"));
      Path second = config("two", "redis: { url: \"" + redis + "\" }\n");
      try (RouterService two = start(second)) {
        serve(one, 4, 1);
        assertThat(schemaOf(serve(two, 4, 0), two)).isEqualTo(NOW);
        awaitLearnt(one, NEXT, 8);
        awaitLearnt(two, NEXT, 8);
      }
      String order = tree(post(one, "/admin/v1/snapshots/cutover", "{}")).path("order").asText();
      await().atMost(PATIENCE).until(() -> version(one).startsWith(order));
      assertThat(schemaOf(serve(one, 3, 1), one)).isEqualTo(NEXT);
      try (RouterService two = start(second)) {
        assertSame(one, two);
        assertThat(schemaOf(serve(two, 2, 0), two)).isEqualTo(NEXT);
        awaitLearnt(one, NOW, 13);

        assertThat(post(two, "/admin/v1/snapshots/cutover", "{}").statusCode()).isEqualTo(200);
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
            + TestRouter.yaml(upstream.baseUrl(), "auth: { mode: none }")
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
