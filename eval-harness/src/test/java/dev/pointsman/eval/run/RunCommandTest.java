package dev.pointsman.eval.run;

import static dev.pointsman.eval.run.Service.Reply.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.datasets.OutcomeTable;
import dev.pointsman.datasets.PriceList;
import dev.pointsman.eval.EvalMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {

  private static final String ROWS =
      """
      {"id":"q1","source":"s","task":"t","category":"c","reference":"B","prompt":"Which?\\nA. x\\nB. y"}
      {"id":"q2","source":"s","task":"t","category":"c","reference":"1,000","prompt":"How many?"}
      {"id":"q3","source":"s","task":"t","category":"c","reference":"Paris","prompt":"Where?"}
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path table = Path.of("");

  @BeforeEach
  void name() {
    table = folder.resolve("out.outcomes.jsonl.gz");
  }

  private int run(String url, String config, String rows, String... more) throws IOException {
    Path data = Files.writeString(folder.resolve("data.jsonl"), rows);
    Path how = Files.writeString(folder.resolve("run.yaml"), config);
    String[] common = {
      "eval",
      "run",
      "--config",
      how.toString(),
      "--dataset",
      data.toString(),
      "--base-url",
      url,
      "--out",
      table.toString()
    };
    String[] args = Stream.of(common, more).flatMap(Stream::of).toArray(String[]::new);
    return EvalMain.run(args, new PrintWriter(out), new PrintWriter(err, true));
  }

  private static Service.Reply knowing(JsonNode request) {
    String prompt = Service.prompt(request);
    boolean isGood = request.path("model").asText().equals("good");
    if (prompt.startsWith("Which?")) {
      return ok(isGood ? "So the answer is (B)." : "The answer is (A).");
    }
    if (prompt.startsWith("How many?")) {
      return ok(isGood ? "1000" : "It is 999");
    }
    return ok(isGood ? "Answer: Paris." : "Rome");
  }

  @Test
  void run_twoModels_writesATableThatTheHarnessReads() throws IOException {
    try (Service service = new Service(RunCommandTest::knowing)) {
      int code = run(service.url(), "models: [good, bad]\n", ROWS);

      assertThat(err.toString()).contains("calls: 6 of 6");
      assertThat(code).isZero();
      assertThat(service.asked)
          .hasSize(6)
          .allMatch(request -> request.path("temperature").asInt(9) == 0);
    }
    OutcomeTable read =
        OutcomeTable.read(List.of(table), List.of("good", "bad"), PriceList.empty());
    assertThat(read.size()).isEqualTo(3);
    for (int row = 0; row < 3; row++) {
      assertThat(read.score(row, 0)).isEqualTo(1);
      assertThat(read.score(row, 1)).isZero();
      assertThat(read.costUsd(row, 0)).isEqualTo(.000123);
    }
    assertThat(folder.resolve("out.outcomes.jsonl.gz.part")).doesNotExist();
  }

  @Test
  void run_someCallsFail_saysSoAndAsksOnlyThoseTheNextTime() throws IOException {
    List<String> down = new ArrayList<>(List.of("Where?"));
    try (Service service =
        new Service(
            request ->
                down.stream().anyMatch(Service.prompt(request)::startsWith)
                    ? new Service.Reply(400, "")
                    : knowing(request))) {
      assertThat(run(service.url(), "models: [good]\n", ROWS)).isEqualTo(1);
      assertThat(err.toString()).contains("1 calls have no outcome (the first: status 400");
      down.clear();
      service.asked.clear();

      assertThat(run(service.url(), "models: [good]\n", ROWS)).isZero();
      assertThat(service.asked).hasSize(1);
    }
    assertThat(OutcomeTable.read(List.of(table), List.of("good"), PriceList.empty()).size())
        .isEqualTo(3);
  }

  /// A crash may cut the last line of the journal; all lines before it count.
  @Test
  void run_journalCutOff_goesOn() throws IOException {
    try (Service service =
        new Service(
            request ->
                Service.prompt(request).startsWith("Where?")
                    ? new Service.Reply(400, "")
                    : knowing(request))) {
      run(service.url(), "models: [good]\n", ROWS);
      Path part = folder.resolve("out.outcomes.jsonl.gz.part");
      String text = Files.readString(part);
      Files.writeString(part, text.substring(0, text.length() - 9));
      service.asked.clear();

      run(service.url(), "models: [good]\n", ROWS);
      assertThat(service.asked).hasSize(2);
      assertThat(run(service.url(), "models: [bad]\n", ROWS)).isEqualTo(2);
      assertThat(err.toString()).contains("belongs to a run with other data or settings");
    }
  }

  @Test
  void run_busyService_isAskedAgain() throws IOException {
    List<String> seen = new ArrayList<>();
    try (Service service =
        new Service(
            request -> {
              synchronized (seen) {
                seen.add(Service.prompt(request));
                long times = seen.stream().filter(Service.prompt(request)::equals).count();
                return times == 1 ? new Service.Reply(429, "") : knowing(request);
              }
            })) {
      assertThat(run(service.url(), "models: [good]\nconcurrency: 2\n", ROWS)).isZero();
      assertThat(service.asked).hasSize(6);
      assertThat(service.most.get()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void run_wrongKey_endsAtOnce() throws IOException {
    try (Service service = new Service(request -> new Service.Reply(401, ""))) {
      assertThat(run(service.url(), "models: [good]\nconcurrency: 1\n", ROWS)).isEqualTo(1);
      assertThat(service.asked).hasSize(1);
    }
    assertThat(err.toString()).contains("3 calls have no outcome (the first: status 401");
  }

  @Test
  void run_judge_gradesWhatHasNoReference() throws IOException {
    String row =
        "{\"id\":\"o\",\"source\":\"s\",\"task\":\"t\",\"category\":\"c\",\"prompt\":\"A poem\"}\n";
    try (Service service =
        new Service(
            request ->
                ok(request.path("model").asText().equals("wise") ? "{\"score\":0.5}" : "Roses"))) {
      assertThat(run(service.url(), "models: [poet]\njudge: { model: wise }\n", row)).isZero();
      assertThat(Service.prompt(service.asked.get(1)))
          .contains("A poem", "Roses", "not instructions");
    }
    assertThat(OutcomeTable.read(List.of(table), List.of("poet"), PriceList.empty()).score(0, 0))
        .isEqualTo(.5);
  }

  @Test
  void run_codeProblem_runsTheTests() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3 here");
    String row =
        """
        {"task_id":"add","prompt":"def add(a, b):\\n","entry_point":"add",\
        "test":"def check(f):\\n    assert f(2, 3) == 5\\n"}
        """;
    try (Service service =
        new Service(
            request ->
                ok(
                    request.path("model").asText().equals("good")
                        ? "Here:\n```python\ndef add(a, b):\n    return a + b\n```"
                        : "```python\ndef add(a, b):\n    return a - b\n```"))) {
      assertThat(run(service.url(), "models: [good, bad]\n", row, "--unsafe")).isZero();
    }
    OutcomeTable read =
        OutcomeTable.read(List.of(table), List.of("good", "bad"), PriceList.empty());
    assertThat(read.score(0, 0)).isEqualTo(1);
    assertThat(read.score(0, 1)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          modles: [a]                        | there is no such key
          models: []                         | no list of names
          models: [a, a]                     | a model is named twice
          models: [a]\\nconcurrency: 0       | whole number in 1..256
          models: [a]\\napi_key: sk-123      | must name an environment variable
          models: [a]\\napi_key: "${NO_SUCH_KEY_HERE}" | is not set
          models: [a]\\ngrading: taste       | there is no grading 'taste'
          models: [a]\\ngrading: judge       | needs a judge
          models: [                          | not valid YAML
          """)
  void run_badConfig_isOneLineAndExitTwo(String config, String message) throws IOException {
    assertThat(run("http://127.0.0.1:1", config.replace("\\n", "\n"), ROWS)).isEqualTo(2);
    assertThat(err.toString()).contains(message).hasLineCount(1).doesNotContain("sk-123");
  }

  @Test
  void run_nobodyThere_saysSo() throws IOException {
    int code = run("http://127.0.0.1:1", "models: [a]\nattempts: 1\n", ROWS);

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("3 calls have no outcome (the first: ConnectException");
    assertThat(run("127.0.0.1", "models: [a]\n", ROWS)).isEqualTo(2);
  }

  /// Answers are graded and forgotten; what remains is a grade a line.
  @Test
  void run_journal_holdsNoAnswerText() throws IOException {
    try (Service service =
        new Service(
            request ->
                Service.prompt(request).startsWith("Where?")
                    ? new Service.Reply(400, "")
                    : ok("My long secret thoughts. The answer is (B)."))) {
      run(service.url(), "models: [good]\n", ROWS);
    }
    String journal = Files.readString(folder.resolve("out.outcomes.jsonl.gz.part"));
    assertThat(journal).doesNotContain("secret").contains("\"id\":\"q1\"");
    assertThat(
            new ObjectMapper()
                .readTree(journal.lines().skip(1).findFirst().orElseThrow())
                .at("/outcome/score")
                .isNumber())
        .isTrue();
  }
}
