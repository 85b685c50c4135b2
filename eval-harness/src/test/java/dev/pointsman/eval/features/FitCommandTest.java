package dev.pointsman.eval.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.bandit.features.FittedFeatures;
import dev.pointsman.eval.EvalMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitCommandTest {

  private static final List<String> TOPICS =
      List.of("refund of invoice %d", "app crashes on page %d", "translate letter %d to Polish");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /// Prompts of three topics, with that many categories (0: none at all).
  private Path data(int rows, int categories) throws IOException {
    var lines = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      lines.append("{\"prompt\":\"").append(TOPICS.get(row % 3).formatted(row)).append('"');
      if (categories > 0) {
        lines.append(",\"category\":\"own label ").append(row % categories).append('"');
      }
      lines.append(",\"outcomes\":\"never looked at\"}\n");
    }
    return Files.writeString(folder.resolve("own.jsonl"), lines);
  }

  private int fit(Path data, String... more) {
    String[] common = {"features", "fit", "--data", data.toString(), "--embedding", "hashed"};
    return run(Stream.of(common, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private int run(String... args) {
    return EvalMain.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private String file() {
    return folder.resolve("features.bin").toString();
  }

  private void assertRefused(int code, String what) {
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().strip()).contains(what).doesNotContain("\n");
    assertThat(folder.resolve("features.bin")).doesNotExist();
  }

  @Test
  void fit_categories_becomeTheTasks() throws IOException {
    int code = fit(data(90, 3), "--out", file());

    assertThat(code).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("labels_from").asText()).isEqualTo("categories");
    assertThat(report.path("prompts").asInt()).isEqualTo(90);
    assertThat(report.at("/tasks/own_label_1").asInt()).isEqualTo(30);
    assertThat(report.path("held_out_accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(FittedFeatures.read(Path.of(file())).schemaHash())
        .isEqualTo(report.path("schema_hash").asText());
    assertThat(err.toString()).contains("features fit:").doesNotContain("INFO");
  }

  @Test
  void fit_oneCategory_findsClusters() throws IOException {
    int code = fit(data(90, 1), "--out", file());

    assertThat(code).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("labels_from").asText()).isEqualTo("clusters");
    assertThat(report.path("tasks").size()).isBetween(4, 22);
    assertThat(report.path("silhouette").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void fit_clustersGiven_findsTopicsDespiteCategories() throws IOException {
    int code = fit(data(90, 2), "--out", file(), "--clusters", "3");

    assertThat(code).isZero();
    JsonNode tasks = new ObjectMapper().readTree(out.toString()).path("tasks");
    assertThat(tasks.size()).isEqualTo(3);
    assertThat(tasks.path("cluster_1").asInt()).isEqualTo(30);
  }

  @Test
  void fit_noPrompts_isRefused() throws IOException {
    Path none = Files.writeString(folder.resolve("none.jsonl"), "{\"id\":\"1\"}\n");

    assertRefused(fit(none, "--out", file()), "none.jsonl:1: prompt must be a string");
  }

  @Test
  void fit_tooFewPrompts_isRefused() throws IOException {
    assertRefused(fit(data(49, 2), "--out", file()), "holds 49 different prompts");
  }

  @Test
  void fit_moreClustersThanPossible_isRefused() throws IOException {
    assertRefused(fit(data(60, 0), "--out", file(), "--clusters", "61"), "give auto or 2..45");
  }

  @Test
  void fit_unwritableOut_isRefused() throws IOException {
    assertRefused(fit(data(60, 2), "--out", folder + "/no/features.bin"), "cannot be written");
    err.getBuffer().setLength(0);
    assertRefused(fit(data(60, 2), "--out", folder.toString()), "cannot be written");
  }

  @Test
  void online_damagedOrForeignFeatures_isRefused() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.bin"), "not of us");
    String[] online = {
      "eval", "online", "--data", data(60, 2).toString(), "--models", "a,b", "--features"
    };

    assertRefused(run(with(online, bad.toString())), "is not a file that `features fit` wrote");
    err.getBuffer().setLength(0);
    assertRefused(run(with(online, "nowhere.bin")), "there is no such file");
    err.getBuffer().setLength(0);
    assertRefused(run(with(online, "x.bin", "--embedding", "hashed")), "stands beside --features");
  }

  private static String[] with(String[] start, String... more) {
    return Stream.of(start, more).flatMap(Stream::of).toArray(String[]::new);
  }
}
