package dev.pointsman.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.datasets.Manifest;
import dev.pointsman.eval.EvalMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The fixtures are of our own making, in the shapes their publishers use.
class DataImportCommandTest {

  private static final String RESULTS =
      """
      [{"question_id":70,"question":"Which?","options":["x","y","N/A"],"answer":"B",
        "answer_index":1,"category":"law","pred":"B","model_outputs":"The answer is (B)."},
       {"question_id":71,"question":"What?","options":["x","y"],"answer":"A",
        "answer_index":0,"category":"law","pred":null,"model_outputs":"I cannot say."}]
      """;
  private static final String LOG =
      """
      {"doc_id":0,"doc":{"question":"q"},"target":"so\\n#### 7","arguments":{"gen_args_0":\
      {"arg_0":"Question: q"}},"resps":[["it is 7"]],"filtered_resps":["7"],"filter":"strict",\
      "exact_match":0.0}
      {"doc_id":0,"doc":{"question":"q"},"target":"so\\n#### 7","arguments":[["Question: q",{}]],\
      "resps":[["it is 7"]],"filtered_resps":["7"],"filter":"loose","exact_match":1.0}
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void import_routellm_scoresEachModelColumn() throws IOException {
    file(
        "mmlu_anatomy.csv",
        """
        prompt,weak,strong
        "One, or ""two""?
        A. 1
        B. 2",True,False
        "Next",False,True
        """);

    List<JsonNode> rows = imported("mmlu_anatomy.csv", "--format", "routellm-csv");

    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().path("prompt").asText()).isEqualTo("One, or \"two\"?\nA. 1\nB. 2");
    assertThat(rows.getFirst().path("category").asText()).isEqualTo("anatomy");
    assertThat(rows.getFirst().at("/outcomes/weak/score").asDouble()).isEqualTo(1);
    assertThat(rows.getFirst().at("/outcomes/strong/score").asDouble()).isZero();
    assertThat(rows.get(1).at("/outcomes/strong/est").asInt()).isEqualTo(1);
  }

  @Test
  void import_questionSets_writeReferencesAndNoOutcomes() throws IOException {
    file("anatomy_test.csv", "\"Is it, so?\",no,yes,maybe,never,B\n");
    file(
        "g.jsonl",
        """
        {"question":"3+4?","answer":"<<3+4=7>>7\\n#### 1,007"}
        """);
    file(
        "h.jsonl",
        """
        {"task_id":"HumanEval/0","prompt":"def f(x):","entry_point":"f","canonical_solution":" return x","test":"def check(c): pass"}
        """);
    file(
        "m.jsonl",
        """
        {"task_id":2,"text":"Write add.","code":"def add(a,b): return a+b","test_setup_code":"","test_list":["assert add(1,2)==3"]}
        """);

    JsonNode mmlu = imported("anatomy_test.csv", "--format", "mmlu-csv").getFirst();
    JsonNode gsm = imported("g.jsonl", "--format", "gsm8k").getFirst();
    JsonNode human = imported("h.jsonl", "--format", "humaneval").getFirst();
    JsonNode mbpp = imported("m.jsonl", "--format", "mbpp").getFirst();

    assertThat(mmlu.path("prompt").asText()).endsWith("A. no\nB. yes\nC. maybe\nD. never");
    assertThat(mmlu.path("reference").asText()).isEqualTo("B");
    assertThat(gsm.path("reference").asText()).isEqualTo("1007");
    assertThat(human.path("entry_point").asText()).isEqualTo("f");
    assertThat(mbpp.path("entry_point").asText()).isEqualTo("add");
    assertThat(mbpp.path("test").asText()).contains("def check(", "assert add(1,2)==3");
    assertThat(List.of(mmlu, gsm, human, mbpp)).allMatch(row -> row.path("outcomes").isEmpty());
  }

  @Test
  void import_mmluProFiles_joinByIdUnderTheirModels() throws IOException {
    file("law_result.json", RESULTS);
    zip("other.zip", "deep/law_result.json", RESULTS.replace("null", "\"A\""));

    List<JsonNode> rows =
        imported(
            "law_result.json",
            folder.resolve("other.zip").toString(),
            "--format",
            "mmlu-pro",
            "--model",
            "first (a=1, b)",
            "--model",
            "second");

    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().path("prompt").asText()).isEqualTo("Which?\nA. x\nB. y");
    assertThat(rows.get(1).path("outcomes").path("first (a=1, b)").path("score").asDouble())
        .isZero();
    assertThat(rows.get(1).at("/outcomes/second/score").asDouble()).isEqualTo(1);
    assertThat(out.toString()).contains("2 rows, 2 models, 2 rows with all of them");
  }

  @Test
  void import_harnessLog_readsTheFilterAskedFor() throws IOException {
    file("samples_gsm8k_2026-01-01T00-00-00.000001.jsonl", LOG);
    String name = "samples_gsm8k_2026-01-01T00-00-00.000001.jsonl";

    JsonNode first = imported(name, "--format", "lm-eval", "--model", "m").getFirst();
    List<JsonNode> loose =
        imported(name, "--format", "lm-eval", "--model", "m", "--map", "filter=loose");

    assertThat(first.path("id").asText()).isEqualTo("gsm8k/0");
    assertThat(first.path("reference").asText()).isEqualTo("7");
    assertThat(first.at("/outcomes/m/score").asDouble()).isZero();
    assertThat(loose).hasSize(1);
    assertThat(loose.getFirst().at("/outcomes/m/score").asDouble()).isEqualTo(1);
    assertThat(loose.getFirst().at("/outcomes/m/answer").asText()).isEqualTo("7");
  }

  @Test
  void import_decisions_takesTheChosenArmsReward() throws IOException {
    file(
        "d.jsonl",
        """
        {"decision_id":"d1","route":"auto","arm":"m","prompt":"hi","reward":0.5,"outcome":{"tokens":{"input":3,"output":4},"cost_micro_usd":12}}
        {"decision_id":"d2","arm":"m"}
        """);

    List<JsonNode> rows = imported("d.jsonl", "--format", "decisions");

    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().at("/outcomes/m/score").asDouble()).isEqualTo(.5);
    assertThat(rows.getFirst().at("/outcomes/m/cost_usd").asDouble()).isEqualTo(12e-6);
  }

  @Test
  void import_columns_readsCsvJsonAndParquetAlike() throws IOException, SQLException {
    String map = "id=qid,prompt=q,model=who,score=ok,in_tok=t,out_tok=t";
    file(
        "c.csv",
        """
        qid,q,who,ok,t
        1,"a,
        b",x,True,3
        1,"a,
        b",y,0.25,4
        """);
    file(
        "c.jsonl",
        """
        {"qid":1,"q":"a,\\nb","who":"x","ok":true,"t":3}
        {"qid":1,"q":"a,\\nb","who":"y","ok":0.25,"t":4}
        """);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_csv('%s')) TO '%s' (FORMAT parquet)"
              .formatted(folder.resolve("c.csv"), folder.resolve("c.parquet")));
    }

    List<JsonNode> csv = imported("c.csv", "--format", "columns", "--map", map);

    assertThat(csv).hasSize(1);
    assertThat(csv.getFirst().at("/outcomes/y/score").asDouble()).isEqualTo(.25);
    assertThat(csv.getFirst().at("/outcomes/x/in_tok").asInt()).isEqualTo(3);
    assertThat(imported("c.jsonl", "--format", "columns", "--map", map)).isEqualTo(csv);
    assertThat(imported("c.parquet", "--format", "columns", "--map", map)).isEqualTo(csv);
  }

  @Test
  void import_oneColumnAModel_readsNestedFieldsToo() throws IOException {
    file(
        "w.jsonl",
        """
        {"doc":{"q":"why"},"a":1,"b":null}
        {"doc":{"q":"how"},"a":0,"b":1}
        """);

    List<JsonNode> rows =
        imported("w.jsonl", "--format", "columns", "--map", "prompt=doc.q,score.a=a,score.b=b");

    assertThat(rows.getFirst().path("prompt").asText()).isEqualTo("why");
    assertThat(rows.getFirst().path("outcomes").has("b")).isFalse();
    assertThat(rows.get(1).at("/outcomes/b/score").asDouble()).isEqualTo(1);
  }

  @Test
  void import_twice_givesTheSameBytesAndATrueManifest() throws IOException {
    file("law_result.json", RESULTS);
    file("law_result.json.source.json", "{\"source\":\"https://x.test\",\"licence\":\"MIT\"}");

    imported("law_result.json", "--format", "mmlu-pro", "--model", "m");
    byte[] first = Files.readAllBytes(table());
    imported("law_result.json", "--format", "mmlu-pro", "--model", "m");

    assertThat(table()).hasBinaryContent(first);
    JsonNode manifest = new ObjectMapper().readTree(folder.resolve("t.meta.json").toFile());
    assertThat(manifest.path("sha256").asText()).isEqualTo(Manifest.sha256(table()));
    assertThat(manifest.path("licence").asText()).isEqualTo("MIT");
    assertThat(manifest.path("rows").asInt()).isEqualTo(2);
    assertThat(manifest.at("/imported_from/0/sha256").asText())
        .isEqualTo(Manifest.sha256(folder.resolve("law_result.json")));
  }

  static Stream<Arguments> badInput() {
    String one = "id,prompt,score\n1,hello,1\n";
    return Stream.of(
        arguments("x.csv", one, "nonsense", "", "there is no format 'nonsense'; give one of mmlu"),
        arguments(
            "x.csv", "prompt,m\nhi,7\n", "routellm-csv", "", "x.csv:2: m must be True, False or a"),
        arguments("x.csv", "a,b\n1,2\n", "routellm-csv", "", "found the columns a, b"),
        arguments("x.csv", "q,1,2,3,4,E\n", "mmlu-csv", "", "x.csv:1: the answer is not"),
        arguments("x.csv", "q,1\n", "mmlu-csv", "", "found 2 columns"),
        arguments(
            "x.csv", one, "columns", "prompt=q", "no prompt in column q; its columns are id, "),
        arguments("x.csv", one, "columns", "category=c", "has no column c; its columns are id, "),
        arguments("x.csv", one, "columns", "nope=id", "there is no field 'nope'"),
        arguments("x.csv", one, "columns", "prompt", "'prompt' is no pair"),
        arguments("x.csv", one + "2,x,1.5\n", "columns", "", "row 2: score must be True, False"),
        arguments("x.csv", one + "1,x,1\n", "columns", "", "row 2: id 1 stands already at"),
        arguments("x.csv", one + "2,x\n", "columns", "", "differ in their number of columns"),
        arguments("x.csv", "a,b\n1,x,1\n", "columns", "", "differ in their number of columns"),
        arguments("x.csv", one, "columns", "score=prompt", "0..1, was a text; correct"),
        arguments("x.csv", "prompt\nhi\n", "columns", "", "holds no score of --model m; name"),
        arguments("x.csv", one, "columns", "in_tok.a=id", "holds no score of a; name its column"),
        arguments("x.csv", "hello you\nyes\n", "columns", "", "its columns are (9 characters);"),
        arguments("x.csv", "", "columns", "", "is empty"),
        arguments("x.csv", "id,prompt\n", "columns", "", "holds no rows"),
        arguments("x.txt", one, "columns", "", "its name does not say what it is"),
        arguments("x.parquet", one, "columns", "", "cannot be read as PARQUET"),
        arguments("x.jsonl", "", "gsm8k", "", "holds no rows"),
        arguments("x.jsonl", "{\"question\":1}\n", "gsm8k", "", "x.jsonl:1: "),
        arguments("x.jsonl", "{\n", "humaneval", "", "x.jsonl:1: not valid JSON"),
        arguments("x.zip", "PK nothing", "mmlu-pro", "", "the zip file is damaged or truncated"),
        arguments(
            "x.jsonl",
            "{\"decision_id\":\"d\",\"reward\":1,\"arm\":\"m\"}\n",
            "decisions",
            "",
            "no prompt"));
  }

  @ParameterizedTest
  @MethodSource
  void badInput(String name, String text, String format, String map, String complaint)
      throws IOException {
    file(name, text);
    List<String> more = new ArrayList<>(List.of("--format", format));
    if (format.equals("columns") || format.equals("mmlu-pro")) {
      more.addAll(List.of("--model", "m"));
    }
    if (!map.isEmpty()) {
      more.addAll(List.of("--map", map));
    }

    int code = run(name, more.toArray(String[]::new));

    assertThat(code).as(err.toString()).isEqualTo(2);
    assertThat(err.toString()).contains(complaint).hasLineCount(1);
    assertThat(table()).doesNotExist();
  }

  @Test
  void import_brokenOrBoundlessArchives_areRefused() throws IOException {
    file("whole.csv", "id,prompt\n" + "1,something that is asked\n".repeat(500));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      Files.copy(folder.resolve("whole.csv"), gzip);
    }
    Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    bytes.reset();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] blanks = new byte[1 << 20];
      Arrays.fill(blanks, (byte) ' ');
      for (int i = 0; i < 70; i++) {
        gzip.write(blanks);
      }
    }
    Files.write(folder.resolve("bomb.jsonl.gz"), bytes.toByteArray());

    assertThat(run("cut.csv.gz", "--format", "columns")).isEqualTo(2);
    assertThat(run("bomb.jsonl.gz", "--format", "gsm8k")).isEqualTo(2);

    assertThat(err.toString())
        .contains(
            "cut.csv.gz: the gzip stream ends early",
            "a line is longer than 67108864 bytes; split it");
  }

  @Test
  void import_whereNothingMayBeWritten_isRefused() throws IOException {
    file("law_result.json", RESULTS);
    String[] use = {"--format", "mmlu-pro", "--model", "m"};
    Files.writeString(table(), "mine");

    assertThat(EvalMain.run(args("law_result.json", table(), use), printer(out), printer(err)))
        .isEqualTo(2);
    assertThat(err.toString()).contains("exists already; name another file or give --force");
    assertThat(table()).hasContent("mine");
    Path nowhere = folder.resolve("none/t.outcomes.jsonl.gz");
    assertThat(EvalMain.run(args("law_result.json", nowhere, use), printer(out), printer(err)))
        .isEqualTo(2);
    assertThat(err.toString()).contains("its folder does not exist");
    assertThat(run("law_result.json", "--format", "mmlu-pro")).isEqualTo(2);
    assertThat(err.toString()).contains("say whose they are with --model NAME");
    assertThat(run("law_result.json", "--format", "gsm8k", "--model", "m")).isEqualTo(2);
    assertThat(err.toString()).contains("--model: 'm' means nothing to this format");
  }

  private Path table() {
    return folder.resolve("t.outcomes.jsonl.gz");
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void zip(String name, String entry, String text) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<JsonNode> imported(String name, String... more) throws IOException {
    assertThat(run(name, more)).as(err.toString()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    try (var in = new GZIPInputStream(Files.newInputStream(table()))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        rows.add(new ObjectMapper().readTree(line));
      }
    }
    return rows;
  }

  private int run(String name, String... more) {
    String[] forced = Stream.concat(Stream.of(more), Stream.of("--force")).toArray(String[]::new);
    return EvalMain.run(args(name, table(), forced), printer(out), printer(err));
  }

  private String[] args(String name, Path out, String... more) {
    List<String> args = new ArrayList<>(List.of("data", "import", folder.resolve(name).toString()));
    args.addAll(List.of(more));
    args.addAll(List.of("--out", out.toString()));
    return args.toArray(String[]::new);
  }

  private static PrintWriter printer(StringWriter writer) {
    return new PrintWriter(writer, true);
  }
}
