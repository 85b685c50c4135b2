package dev.pointsman.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Price;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTableTest {

  private static final PriceList PRICES =
      PriceList.of(Map.of("a", Price.perMtok(1, 2), "b (x=1)", Price.perMtok(10, 20)));
  private static final String GOOD =
      """
      {"id":"1","source":"s","task":"t","category":"c","prompt":"p","outcomes":{"a":{"score":1,\
      "in_tok":10,"out_tok":5,"answer":"B"},"b (x=1)":{"score":0.25,"cost_usd":0.5}}}\
      """;

  @TempDir Path folder;

  @Test
  void read_tokensAndRecordedCost_recordedCostWins() throws IOException {
    OutcomeTable table = read("t.outcomes.jsonl.gz", gzip(GOOD + "\n"), "a", "b (x=1)");

    assertThat(table.size()).isEqualTo(1);
    assertThat(table.dropped()).isZero();
    assertThat(table.costUsd(0, 0)).isCloseTo((10 * 1 + 5 * 2) / 1e6, within(1e-15));
    assertThat(table.costUsd(0, 1)).isEqualTo(0.5);
    assertThat(table.score(0, 1)).isEqualTo(0.25);
    assertThat(table.hasRecordedCost(0)).isFalse();
    assertThat(table.hasRecordedCost(1)).isTrue();
    assertThat(table.answer(0, 0)).isEqualTo("B");
    assertThat(table.answer(0, 1)).isNull();
    assertThat(table.inputTokens(0, 1)).isNaN();
  }

  @Test
  void read_rowLackingANamedModel_isDroppedAndCounted() throws IOException {
    String other = GOOD.replace("\"id\":\"1\"", "\"id\":\"2\"").replace("b (x=1)", "c");
    byte[] file = gzip(GOOD + "\n\n" + other + "\n");

    OutcomeTable both = read("t.jsonl.gz", file, "a", "b (x=1)");
    OutcomeTable one = read("t.jsonl.gz", file, "a");

    assertThat(both.size()).isEqualTo(1);
    assertThat(both.dropped()).isEqualTo(1);
    assertThat(one.size()).isEqualTo(2);
    assertThat(one.dropped()).isZero();
  }

  @Test
  void read_plainText_isReadToo() throws IOException {
    assertThat(read("t.jsonl", GOOD.getBytes(StandardCharsets.UTF_8), "a").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"score\":1,      | \"score\":1.2,     | outcome of a: score must be in 0..1, was 1.2",
        "\"score\":1,      | \"score\":NaN,     | not valid JSON (NaN and infinity are no JSON"
            + " numbers",
        "\"score\":1,      | \"score\":\"1\",   | outcome of a: score must be a number, was a"
            + " string",
        "\"score\":1,      | ``                 | outcome of a: score is missing",
        "\"score\":1,      | \"score\":null,    | score must be a number, was null",
        "\"score\":1,      | \"score\":1,\"score\":0, | a name stands twice in one object",
        "\"in_tok\":10     | \"in_tok\":-1      | in_tok must be in >= 0, was -1",
        "\"in_tok\":10     | \"in_tok\":1.5     | in_tok must be a whole number",
        "\"in_tok\":10     | \"in_tok\":\"x\"   | in_tok must be a number",
        "\"cost_usd\":0.5  | \"cost_usd\":-0.5  | cost_usd must be in >= 0, was -0.5",
        "\"cost_usd\":0.5  | \"latency_s\":1    | neither cost_usd nor both in_tok and out_tok",
        "\"answer\":\"B\"  | \"answer\":7       | answer must be a string, was 7",
        "\"id\":\"1\"      | \"id\":1           | id must be a string, was 1",
        "\"id\":\"1\"      | \"id\":\"\"        | id is blank",
        "\"prompt\":\"p\"  | \"prompt\":[1]     | prompt must be a string, was a list",
        "\"prompt\":\"p\", | ``                 | prompt must be a string, is missing",
        "\"outcomes\":     | \"results\":       | outcomes must be an object, is missing",
        "}}}               | }}                 | not valid JSON",
      })
  void read_badRow_namesFileLineAndField(String good, String bad, String message)
      throws IOException {
    String second = GOOD.replace("\"id\":\"1\"", "\"id\":\"2\"");
    String mended = bad.equals("\"id\":1") || bad.equals("\"id\":\"\"") ? GOOD : second;
    String line = mended.replace(good, bad);
    assertThat(line).isNotEqualTo(mended);
    byte[] file = gzip(GOOD + "\n" + line + "\n");

    assertThatThrownBy(() -> read("t.gz", file, "a", "b (x=1)"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("t.gz:2: ")
        .hasMessageContaining(message);
  }

  @Test
  void read_sameIdTwice_namesBothPlaces() {
    assertThatThrownBy(() -> read("t.gz", gzip(GOOD + "\n" + GOOD), "a"))
        .hasMessageContaining("t.gz:2: id 1 stands already at ")
        .hasMessageContaining("t.gz:1");
  }

  @Test
  void read_truncatedGzip_saysSo() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      text.append(GOOD.replace("\"id\":\"1\"", "\"id\":\"" + i * 7919 % 10_007 + "\""))
          .append('\n');
    }
    byte[] whole = gzip(text.toString());
    byte[] half = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(() -> read("t.gz", half, "a"))
        .isInstanceOf(BadInputException.class)
        .hasMessageMatching(".*t\\.gz:\\d+: the gzip stream ends early; .*");
  }

  @Test
  void read_emptyFile_saysSo() {
    assertThatThrownBy(() -> read("t.gz", gzip(""), "a")).hasMessageContaining("holds no rows");
    assertThatThrownBy(() -> read("t.gz", new byte[0], "a")).hasMessageContaining("holds no rows");
  }

  @Test
  void read_invalidUtf8_saysSo() {
    assertThatThrownBy(() -> read("t.jsonl", new byte[] {'{', (byte) 0xff, '}'}, "a"))
        .hasMessageContaining("t.jsonl:1: not valid UTF-8");
  }

  @Test
  void read_missingPrice_namesModelAndRow() {
    assertThatThrownBy(
            () -> {
              Path file = Files.write(folder.resolve("t.gz"), gzip(GOOD));
              OutcomeTable.read(List.of(file), List.of("a"), PriceList.of(Map.of()));
            })
        .hasMessageContaining("no price of model a")
        .hasMessageContaining("t.gz:1");
  }

  @Test
  void read_unknownModel_listsTheModelsThereAre() {
    assertThatThrownBy(() -> read("t.gz", gzip(GOOD), "z"))
        .hasMessageContaining("outcome of z")
        .hasMessageContaining("a, b (x=1)");
  }

  private OutcomeTable read(String name, byte[] content, String... models) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    return OutcomeTable.read(List.of(file), List.of(models), PRICES);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
