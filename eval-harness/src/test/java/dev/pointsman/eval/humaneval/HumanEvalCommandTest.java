package dev.pointsman.eval.humaneval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.eval.EvalMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanEvalCommandTest {

  private static final String ADD =
      """
      {"task_id":"add","prompt":"def add(a, b):\\n","entry_point":"add",\
      "test":"def check(f):\\n    assert f(2, 3) == 5\\n"}
      {"task_id":"neg","prompt":"def neg(a):\\n","entry_point":"neg",\
      "test":"def check(f):\\n    assert f(2) == -2\\n"}
      """;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String problems, String completions, String... more) throws IOException {
    return run(
        Files.writeString(folder.resolve("problems.jsonl"), problems),
        Files.writeString(folder.resolve("completions.jsonl"), completions),
        more);
  }

  private int run(Path problems, Path completions, String... more) {
    String[] common = {
      "eval",
      "humaneval",
      "--problems",
      problems.toString(),
      "--completions",
      completions.toString()
    };
    String[] args = Stream.of(common, more).flatMap(Stream::of).toArray(String[]::new);
    return EvalMain.run(args, new PrintWriter(out), new PrintWriter(err, true));
  }

  /// Two harmless functions: run where namespaces are refused too.
  @Test
  void humaneval_twoProblems_reportsVerdictsAndPassAtK() throws IOException {
    assumeTrue(hasPython(), "no python3 here");
    String completions =
        """
        {"task_id":"add","completion":"    return a + b\\n"}
        {"task_id":"add","completion":"    return a - b\\n"}
        """;

    int code = run(ADD, completions, "--unsafe", "--k", "1,2,3");

    assertThat(err.toString()).contains("completions: 2 of 2");
    assertThat(code).isZero();
    JsonNode json = JSON.readTree(out.toString());
    assertThat(json.path("n_problems").asInt()).isEqualTo(1);
    assertThat(json.path("n_completions").asInt()).isEqualTo(2);
    assertThat(json.path("pass@1").path("mean").asDouble()).isEqualTo(.5);
    assertThat(json.path("pass@2").path("mean").asDouble()).isEqualTo(1);
    assertThat(json.path("pass@3").isNull()).isTrue();
    assertThat(json.at("/without_completion/0").asText()).isEqualTo("neg");
    assertThat(json.at("/results/0/passed").asBoolean()).isTrue();
    assertThat(json.at("/results/1/why").asText()).isEqualTo("AssertionError");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"task_id":"add","completion":1}     | completions.jsonl:1: completion must be a string
          {"task_id":"sub","completion":""}    | completions.jsonl:1: no problem has the task_id sub
          {"task_id":"add"                     | completions.jsonl:1: not valid JSON
          """)
  void humaneval_badCompletion_oneLineAndExitTwo(String line, String message) throws IOException {
    assertThat(run(ADD, line + "\n")).isEqualTo(2);
    assertThat(err.toString()).contains(message).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--k,0,--k",
    "--timeout,0,--timeout",
    "--memory-mb,1,--memory-mb",
    "--workers,0,--workers"
  })
  void humaneval_badFlag_oneLineAndExitTwo(String flag, String value, String message)
      throws IOException {
    assertThat(run(ADD, "{\"task_id\":\"add\",\"completion\":\"\"}\n", flag, value)).isEqualTo(2);
    assertThat(err.toString()).startsWith(message).hasLineCount(1);
  }

  @Test
  void humaneval_noPython_oneLineAndExitTwo() throws IOException {
    String completion = "{\"task_id\":\"add\",\"completion\":\"\"}\n";

    assertThat(run(ADD, completion, "--python", "/nowhere/python")).isEqualTo(2);
    assertThat(err.toString()).contains("install python3").hasLineCount(1);
  }

  @Test
  void humaneval_canonicalSolutionsAndMutants_passAndFail() throws IOException {
    Path problems =
        Path.of(
            System.getProperty("pointsman.root", "."),
            "../shared/data/humaneval.problems.jsonl.gz");
    assumeTrue(Files.exists(problems), "no recorded problems beside the project");
    assumeTrue(hasPython(), "no python3 here");
    List<String> lines = new ArrayList<>();
    for (JsonNode problem : read(problems)) {
      String id = problem.path("task_id").asText();
      String solution = problem.path("canonical_solution").asText();
      lines.add(JSON.writeValueAsString(Map.of("task_id", id, "completion", solution)));
      lines.add(JSON.writeValueAsString(Map.of("task_id", id, "completion", mutant(solution))));
    }

    int code = run(problems, Files.write(folder.resolve("c.jsonl"), lines));

    assumeTrue(code == 0 || !err.toString().contains("refuses namespaces"), err.toString());
    JsonNode results = JSON.readTree(out.toString()).path("results");
    assertThat(results).hasSize(328);
    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i).path("passed").asBoolean())
          .as("%s", results.get(i))
          .isEqualTo(i % 2 == 0);
    }
  }

  /// The same program, with what every return gives away wrapped so that it equals nothing.
  private static String mutant(String solution) {
    return solution.replaceAll("\\breturn\\b", "return object() and object(), ");
  }

  private static List<JsonNode> read(Path file) throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<JsonNode> rows = new ArrayList<>();
      for (String line : reader.lines().toList()) {
        rows.add(JSON.readTree(line));
      }
      return rows;
    }
  }

  private static boolean hasPython() {
    return Files.isExecutable(Path.of("/usr/bin/python3"));
  }
}
