package dev.pointsman.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalMainTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path table = Path.of("");
  private Path prices = Path.of("");

  @BeforeEach
  void write() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < 40; row++) {
      lines.append(
          """
          {"id":"%d","source":"s","task":"t","category":"c%d","prompt":"question %d",\
          "outcomes":{"small (a=1, b)":{"score":%d,"in_tok":10,"out_tok":10},\
          "big":{"score":1,"in_tok":10,"out_tok":20}}}
          """
              .formatted(row, row % 2, row, row % 2)
              .replace("(a=1, b)", "(a=1 b)"));
    }
    table = Files.writeString(folder.resolve("mine.outcomes.jsonl"), lines);
    prices =
        Files.writeString(
            folder.resolve("prices.json"),
            """
            {"small (a=1 b)":{"in_usd_per_mtok":1,"out_usd_per_mtok":1},
             "big":{"in_usd_per_mtok":10,"out_usd_per_mtok":10}}\
            """);
  }

  private int run(String... args) {
    return EvalMain.run(args, new PrintWriter(out), new PrintWriter(err, true));
  }

  private String[] onTable(String... more) {
    String[] common = {
      "--data", table.toString(), "--prices", prices.toString(), "--models", "small (a=1 b),big"
    };
    return Stream.of(more, common).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void frontier_table_printsTheContractsJson() throws IOException {
    int code = run(onTable("eval", "frontier"));

    assertThat(code).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("dataset").asText()).isEqualTo("mine");
    assertThat(json.path("n").asInt()).isEqualTo(40);
    assertThat(json.path("dropped").asInt()).isZero();
    assertThat(json.at("/models/0/id").asText()).isEqualTo("small (a=1 b)");
    assertThat(json.at("/models/0/quality").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/models/1/cost_usd").asDouble()).isEqualTo(3e-4);
    assertThat(json.at("/singles/hull/1/2").asText()).isEqualTo("big");
    assertThat(json.at("/singles/cost_at_99").isNumber()).isTrue();
    assertThat(json.at("/oracle/quality").asDouble()).isEqualTo(1);
    assertThat(json.at("/category_mean/aiq_two_fold").asDouble()).isPositive();
    assertThat(json.has("strategies")).isFalse();
  }

  @Test
  void frontier_datedPrices_takesThoseOfTheDayAskedFor() throws IOException {
    String text =
        Files.readString(prices).replace("\"big\":{", "\"big\":[{\"from\":\"2025-01-01\",");
    Files.writeString(
        prices,
        text.replaceFirst(
            "}}$", "},{\"from\":\"2026-03-01\",\"in_usd_per_mtok\":5,\"out_usd_per_mtok\":5}]}"));

    assertThat(bigCostsOn("2026-02-28")).isEqualTo(3e-4);
    assertThat(bigCostsOn("2026-03-01")).isEqualTo(1.5e-4);
    assertThat(run(onTable("eval", "online", "--prices-date", "2024-12-31"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("no price of model big on 2024-12-31 (the first is from 2025-01-01)")
        .hasLineCount(1);
  }

  private double bigCostsOn(String day) throws IOException {
    out.getBuffer().setLength(0);
    assertThat(run(onTable("eval", "frontier", "--prices-date", day))).isZero();
    return new ObjectMapper().readTree(out.toString()).at("/models/1/cost_usd").asDouble();
  }

  @Test
  void frontier_jsonFile_printsATableInstead() throws IOException {
    Path file = folder.resolve("out.json");

    int code = run(onTable("eval", "frontier", "--json", file.toString()));

    assertThat(code).isZero();
    assertThat(new ObjectMapper().readTree(Files.readString(file)).path("n").asInt()).isEqualTo(40);
    assertThat(out.toString()).contains("static mix of singles").doesNotContain("{");
  }

  @Test
  void run_badUsage_isOneLineAndExit2() {
    assertThat(run("eval", "frontier", "--data", "x")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1).allMatch(line -> line.contains("--models"));
    assertThat(run("eval")).isEqualTo(2);
    assertThat(run("nothing")).isEqualTo(2);
    assertThat(run(onTable("eval", "frontier", "--strategies", "perhaps"))).isEqualTo(2);
  }

  @Test
  void run_badInput_isOneLineAndExit2() {
    assertThat(run("eval", "frontier", "--data", "no-such-file", "--models", "a")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1).allMatch(line -> line.contains("no such file"));
  }

  @Test
  void run_help_isExit0EverywhereAndListsTheFlags() {
    for (String[] command : new String[][] {{"eval"}, {"data", "list"}, {"eval", "online"}}) {
      String[] asked =
          Stream.concat(Stream.of(command), Stream.of("--help")).toArray(String[]::new);
      assertThat(run(asked)).isZero();
    }
    assertThat(out.toString()).contains("frontier", "FOLDER", "--warm-start", "--scenario");
  }

  @Test
  void dataList_folder_namesWhatIsThere() throws IOException {
    Files.createFile(folder.resolve("mmlu_pro.outcomes.jsonl.gz"));

    assertThat(run("data", "list", folder.toString())).isZero();
    assertThat(out.toString()).contains("TIGER-AI-Lab/MMLU-Pro", "mmlu_pro.outcomes.jsonl.gz");
  }

  @Test
  void online_table_printsTheContractsJson() throws IOException {
    int code = run(onTable("eval", "online", "--seeds", "2", "--lambda", "1,100"));

    assertThat(code).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("n").asInt()).isEqualTo(40);
    assertThat(json.at("/learner/name").asText()).isEqualTo("adaptive");
    assertThat(json.at("/learner/feedback").asText()).isEqualTo("chosen");
    assertThat(json.at("/learner/decision_micros/p99").asDouble()).isPositive();
    assertThat(json.at("/learner/per_lambda")).hasSize(2);
    JsonNode first = json.at("/learner/per_lambda/0");
    for (String field : List.of("best_fixed", "ridge", "knn", "learner", "quality", "cost_usd")) {
      assertThat(first.path(field).isNumber()).as(field).isTrue();
    }
    assertThat(first.at("/utility_vs_best_fixed/ci95")).hasSize(2);
    assertThat(first.has("gain_recovered")).isTrue();
    assertThat(json.at("/learner/cost_at_99").has("reached")).isTrue();
    assertThat(json.at("/learner/aiq/mean").isNumber()).isTrue();
    assertThat(json.at("/learner/apgr").isNumber()).isTrue();
    assertThat(json.at("/per_seed")).hasSize(2);
    assertThat(json.has("per_budget")).isFalse();
  }

  @Test
  void online_budget_printsItsOwnPart() throws IOException {
    Path file = folder.resolve("out.json");

    int code =
        run(
            onTable(
                "eval", "online", "--seeds", "1", "--budget", "1e-4", "--json", file.toString()));

    assertThat(code).isZero();
    JsonNode json = new ObjectMapper().readTree(Files.readString(file));
    assertThat(json.at("/per_budget/0/budget_usd").asDouble()).isEqualTo(1e-4);
    assertThat(json.at("/per_budget/0/utilisation").asDouble()).isPositive();
    assertThat(json.at("/per_budget/0/hull_at_cost").isNumber()).isTrue();
    assertThat(json.path("learner").has("aiq")).isFalse();
    assertThat(out.toString()).contains("mix at budget").doesNotContain("NaN");
  }

  @Test
  void online_badFlags_areExit2() {
    for (String[] bad :
        new String[][] {
          {"--learner", "oracle"},
          {"--lambda", "-1"},
          {"--lambda", "x"},
          {"--seeds", "0"},
          {"--feedback", "everything"},
          {"--strategies", "on"},
          {"--scenario", "flood"},
          {"--budget", "0"},
          {"--delay", "-1"},
          {"--replicas", "0"},
          {"--sync-every", "0"},
          {"--baselines", "oracle"},
          {"--leave-out", "nobody"},
          {"--feedback", "thumbs:.5,tilt=x"}
        }) {
      String[] command = {"eval", "online", bad[0], bad[1]};
      assertThat(run(onTable(command))).as(bad[0] + " " + bad[1]).isEqualTo(2);
    }
    assertThat(err.toString().lines()).hasSize(14);
    assertThat(err.toString()).contains("there is no learner 'oracle'", "cascades need four");
  }
}
