package dev.pointsman.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeCommandTest {

  /// The four rows that the engine's test reckons by hand.
  private static final String BY_HAND =
      """
      {"propensity":0.5,"reward":1,"arm":0,"target":[0.8,0.2],"q_hat":[0.6,0.4]}
      {"propensity":0.5,"reward":0,"arm":1,"target":[0.8,0.2],"q_hat":[0.6,0.4]}

      {"propensity":0.25,"reward":1,"arm":1,"target":[0.5,0.5],"q_hat":[0.5,0.5],"more":{"a":[1]}}
      {"propensity":0.8,"reward":1.0,"arm":0,"target":[0.2,0.8],"q_hat":[1,0.5],"weight":1}
      """;

  private static final String GOOD =
      "{\"propensity\":0.5,\"reward\":1,\"arm\":0,\"target\":[1,0]}\n";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... more) {
    String[] args = Stream.concat(Stream.of("eval", "ope"), Stream.of(more)).toArray(String[]::new);
    return EvalMain.run(args, new PrintWriter(out), new PrintWriter(err, true));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private JsonNode evaluate(Path log, String... more) throws IOException {
    String[] flags =
        Stream.concat(Stream.of("--log", log.toString()), Stream.of(more)).toArray(String[]::new);
    assertThat(run(flags)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  /// Two arms of quality .4 and .8 drawn evenly; the rows' target plays the second with .9.
  private static String log(int rows, boolean withGuess, Random random) {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      int arm = random.nextInt(2);
      int reward = random.nextDouble() < 0.4 + 0.4 * arm ? 1 : 0;
      String guess = withGuess ? ",\"q_hat\":[0.4,0.8]" : "";
      log.append(
          "{\"propensity\":0.5,\"reward\":%d,\"arm\":%d,\"target\":[0.1,0.9]%s}\n"
              .formatted(reward, arm, guess));
    }
    return log.toString();
  }

  @Test
  void ope_fourRows_printsTheContractsJson() throws IOException {
    JsonNode json = evaluate(write("log.jsonl", BY_HAND));

    assertThat(json.path("n").asInt()).isEqualTo(4);
    assertThat(json.at("/ips/estimate").asDouble()).isCloseTo(3.85 / 4, within(1e-12));
    assertThat(json.at("/snips/estimate").asDouble()).isCloseTo(3.85 / 4.25, within(1e-12));
    assertThat(json.at("/dm/estimate").asDouble()).isCloseTo(0.555, within(1e-12));
    assertThat(json.at("/dr/estimate").asDouble()).isCloseTo(0.925, within(1e-12));
    assertThat(json.at("/sndr/estimate").asDouble()).isCloseTo(0.555 + 1.48 / 4.25, within(1e-12));
    assertThat(json.at("/ess").asDouble()).isCloseTo(18.0625 / 6.7825, within(1e-12));
    assertThat(json.at("/max_weight").asDouble()).isEqualTo(2);
    assertThat(json.at("/mean_weight").asDouble()).isCloseTo(1.0625, within(1e-12));
    assertThat(json.at("/ips/lo").asDouble()).isLessThan(json.at("/ips/hi").asDouble());
    assertThat(json.at("/ips/se").asDouble()).isPositive();
    assertThat(json.at("/q_hat").asText()).isEqualTo("given");
    assertThat(json.at("/verdict").asText()).isEqualTo("refused");
    assertThat(json.at("/reasons/0").asText()).contains("effective sample size");
    assertThat(json.at("/more_requests").asLong()).isPositive();
  }

  @Test
  void ope_enoughRows_isOkAndNearTheTruth() throws IOException {
    JsonNode json = evaluate(write("log.jsonl", log(4_000, true, new Random(1))));

    assertThat(json.path("verdict").asText()).isEqualTo("ok");
    assertThat(json.path("reasons")).isEmpty();
    for (String name : new String[] {"snips", "dr", "sndr"}) {
      assertThat(json.path(name).path("estimate").asDouble()).isCloseTo(0.76, within(0.04));
    }
    assertThat(json.at("/anytime/lo").asDouble()).isBetween(0.6, 0.76);
    assertThat(json.at("/anytime/hi").asDouble()).isBetween(0.76, 0.9);
    assertThat(json.at("/gain/dr/lo").asDouble()).isPositive();
  }

  @Test
  void ope_noGuess_fitsOneAcrossFolds() throws IOException {
    JsonNode json = evaluate(write("log.jsonl", log(4_000, false, new Random(1))));

    assertThat(json.path("q_hat").asText()).isEqualTo("cross-fitted");
    assertThat(json.at("/dm/estimate").asDouble()).isCloseTo(0.76, within(0.04));
    assertThat(json.at("/dr/se").asDouble()).isLessThan(json.at("/ips/se").asDouble());
  }

  @ParameterizedTest
  @CsvSource({"arm=1, 0.8", "arm=0, 0.4", "uniform, 0.6"})
  void ope_otherTarget_standsInForTheRowsOwn(String target, double truth) throws IOException {
    JsonNode json =
        evaluate(write("log.jsonl", log(4_000, true, new Random(2))), "--target", target);

    assertThat(json.at("/snips/estimate").asDouble()).isCloseTo(truth, within(0.04));
    assertThat(json.path("verdict").asText()).isEqualTo("ok");
  }

  @Test
  void ope_weights_countRowsAsOften() throws IOException {
    String row = "{\"propensity\":0.5,\"reward\":%d,\"arm\":0,\"target\":[1,0],\"weight\":%d}\n";
    JsonNode json = evaluate(write("log.jsonl", row.formatted(1, 3) + row.formatted(0, 1)));

    assertThat(json.at("/snips/estimate").asDouble()).isCloseTo(0.75, within(1e-12));
    assertThat(json.at("/ips/estimate").asDouble()).isCloseTo(1.5, within(1e-12));
    assertThat(json.at("/ess").asDouble()).isCloseTo(16 / 10.0, within(1e-12));
    assertThat(json.path("anytime").isNull()).isTrue();
  }

  @Test
  void ope_rowsOfOneSession_areOneClusterUnlessToldOtherwise() throws IOException {
    StringBuilder text = new StringBuilder();
    log(200, true, new Random(3))
        .lines()
        .forEach(
            line -> {
              String row = line.replace("}", ",\"session\":\"" + text.length() + "\"}\n");
              text.append(row.repeat(4));
            });
    Path log = write("log.jsonl", text.toString());
    double clustered = evaluate(log).at("/dr/se").asDouble();
    out.getBuffer().setLength(0);
    double alone = evaluate(log, "--cluster", "none").at("/dr/se").asDouble();

    assertThat(clustered).isCloseTo(2 * alone, within(0.02 * clustered));
  }

  @Test
  void ope_armNeverDrawn_isRefusedForSupport() throws IOException {
    String text = log(2_000, true, new Random(4)).replace("[0.1,0.9]", "[0.1,0.8,0.1]");
    JsonNode json = evaluate(write("log.jsonl", text.replace("[0.4,0.8]", "[0.4,0.8,0.5]")));

    assertThat(json.path("verdict").asText()).isEqualTo("refused");
    assertThat(json.at("/reasons/0").asText()).contains("support", "10.0 %");
    assertThat(json.path("more_requests").isNull()).isTrue();
  }

  @Test
  void ope_wrongPropensities_areRefused() throws IOException {
    String text =
        log(4_000, true, new Random(5)).replace("\"propensity\":0.5", "\"propensity\":0.7");
    JsonNode json = evaluate(write("log.jsonl", text));

    assertThat(json.path("verdict").asText()).isEqualTo("refused");
    assertThat(json.at("/reasons/0").asText()).contains("mean weight");
  }

  @Test
  void ope_jsonFile_printsTheHeadlineAndTheAppendixOnDemand() throws IOException {
    Path log = write("log.jsonl", log(4_000, true, new Random(6)));
    String json = folder.resolve("out.json").toString();

    assertThat(run("--log", log.toString(), "--json", json)).isZero();
    assertThat(out.toString())
        .contains("SNIPS", "DR", "SNDR", "Verdict: ok")
        .doesNotContain("ips ");
    assertThat(run("--log", log.toString(), "--json", json, "--appendix")).isZero();
    assertThat(out.toString()).contains("dr_os", "mean weight");
  }

  @Test
  void ope_noLabelAtAll_isRefusedWithNulls() throws IOException {
    JsonNode json = evaluate(write("log.jsonl", GOOD.replace("\"reward\":1", "\"reward\":null")));

    assertThat(json.path("n").asInt()).isZero();
    assertThat(json.path("requests").asInt()).isEqualTo(1);
    assertThat(json.at("/dr/estimate").isNull()).isTrue();
    assertThat(json.path("verdict").asText()).isEqualTo("refused");
  }

  private void refused(Path log, String where, String what, String... more) {
    err.getBuffer().setLength(0);
    String[] flags =
        Stream.concat(Stream.of("--log", log.toString()), Stream.of(more)).toArray(String[]::new);
    assertThat(run(flags)).as(what).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(where, what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"propensity\":0.5, | not valid JSON",
        "[1,2] | not a JSON object",
        "{\"propensity\":0,\"reward\":1,\"arm\":0,\"target\":[1,0]} | propensity was 0.0",
        "{\"propensity\":1e-320,\"reward\":1,\"arm\":0,\"target\":[1,0]} | propensity was 1.0E-320",
        "{\"propensity\":1.2,\"reward\":1,\"arm\":0,\"target\":[1,0]} | propensity was 1.2",
        "{\"propensity\":NaN,\"reward\":1,\"arm\":0,\"target\":[1,0]} | propensity",
        "{\"propensity\":\"x\",\"reward\":1,\"arm\":0,\"target\":[1,0]} | propensity is not a"
            + " number",
        "{\"reward\":1,\"arm\":0,\"target\":[1,0]} | propensity is missing",
        "{\"propensity\":0.5,\"reward\":NaN,\"arm\":0,\"target\":[1,0]} | reward was NaN",
        "{\"propensity\":0.5,\"reward\":1.5,\"arm\":0,\"target\":[1,0]} | reward was 1.5",
        "{\"propensity\":0.5,\"arm\":0,\"target\":[1,0]} | reward is missing",
        "{\"propensity\":0.5,\"reward\":1,\"arm\":0,\"target\":[0.5,0.4]} | target sums to 0.9",
        "{\"propensity\":0.5,\"reward\":1,\"arm\":0,\"target\":[1.5,-0.5]} | target holds 1.5",
        "{\"propensity\":0.5,\"reward\":1,\"arm\":0,\"target\":[1,0],\"q_hat\":[1]} | q_hat 1",
        "{\"propensity\":0.5,\"reward\":1,\"arm\":2,\"target\":[1,0]} | arm was 2",
        "{\"propensity\":0.5,\"reward\":1,\"arm\":0.5,\"target\":[1,0]} | arm was 0.5",
        "{\"propensity\":0.5,\"reward\":1,\"target\":[1,0]} | arm was -1",
        "{\"propensity\":0.5,\"reward\":1,\"arm\":0} | the row has no target",
        "{\"propensity\":0.5,\"reward\":1,\"arm\":0,\"target\":[1,0],\"weight\":0} | weight was 0.0"
      })
  void ope_badRow_isOneLineWithFileAndLine(String row, String what) throws IOException {
    refused(write("bad.jsonl", GOOD + row + "\n" + GOOD), "bad.jsonl:2: ", what);
  }

  @Test
  void ope_badTarget_isOneLine() throws IOException {
    Path log = write("log.jsonl", BY_HAND);

    refused(log, "--target", "give lambda=L", "--target", "best");
    refused(log, "--target", "give lambda=L", "--target", "arm=");
    refused(log, "--target", "lambda was '-1'", "--target", "lambda=-1");
    refused(log, "log.jsonl:1", "needs exported decision records", "--target", "lambda=1");
    refused(log, "--target arm=7", "its arms are 0 to 1", "--target", "arm=7");
    refused(log, "--target arm=gpt", "there is no such arm", "--target", "arm=gpt");
    refused(log, "snapshot=", "there is no such file", "--target", "snapshot=" + folder + "/no");
    refused(log, "snapshot=", "not a learner's snapshot", "--target", "snapshot=" + log);
    refused(log, "--cluster", "give session", "--cluster", "team");
  }

  @Test
  void ope_guessInSomeRowsOnly_isRefused() throws IOException {
    String some = GOOD.replace("]}", "],\"q_hat\":[1,0]}");

    refused(write("some.jsonl", some + GOOD), "some.jsonl:2", "q_hat is missing");
    refused(write("late.jsonl", GOOD + some), "late.jsonl:2", "q_hat is here but not in the first");
  }

  @Test
  void ope_badFile_isOneLine() throws IOException {
    refused(folder.resolve("none.jsonl"), "none.jsonl", "there is no such file");
    refused(folder, folder.toString(), "is a folder");
    refused(write("empty.jsonl", "\n"), "empty.jsonl", "holds no rows");
    refused(
        write("bad.parquet", "PAR1 but nothing else"), "bad.parquet", "cannot be read as Parquet");
    byte[] whole = gzip(log(5_000, true, new Random(1)));
    Path cut = folder.resolve("cut.jsonl.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    refused(cut, "cut.jsonl.gz:", "the gzip stream ends early");
  }

  @Test
  void ope_gzippedLog_isReadLikeAPlainOne() throws IOException {
    Path zipped = folder.resolve("log.jsonl.gz");
    Files.write(zipped, gzip(BY_HAND));

    assertThat(evaluate(zipped).at("/dr/estimate").asDouble()).isCloseTo(0.925, within(1e-12));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
