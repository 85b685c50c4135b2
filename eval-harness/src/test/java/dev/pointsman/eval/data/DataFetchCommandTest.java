package dev.pointsman.eval.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.datasets.Manifest;
import dev.pointsman.eval.EvalMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DataFetchCommandTest {

  private static final int SIZE = 300_000;

  @TempDir Path folder;
  private final byte[] content = new byte[SIZE];
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @SuppressWarnings("NullAway.Init")
  private FileServer server;

  private String sum = "";

  @BeforeEach
  void serve() throws IOException {
    new Random(7).nextBytes(content);
    server = new FileServer(content);
    sum = Manifest.sha256(Files.write(folder.resolve("original"), content));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetch_soundServer_savesTheFileAndSaysWhatToDoNext() throws IOException {
    int code = fetch(server.url(), sum, SIZE);

    assertThat(code).as(err.toString()).isZero();
    assertThat(file()).hasBinaryContent(content);
    assertThat(folder.resolve("set.jsonl.source.json")).content().contains(sum, "MIT");
    assertThat(out.toString())
        .contains("as it should be", "--format gsm8k", "--model m", "--out set.outcomes.jsonl.gz");
    assertThat(err.toString()).contains("fetch set (%): 100 of 100");
    assertNothingUnfinished();
  }

  @Test
  void fetch_sumNotKnown_printsIt() {
    assertThat(fetch(server.url(), null, SIZE)).isZero();
    assertThat(out.toString()).contains("sha256 " + sum + ": none is known");
  }

  @Test
  void fetch_connectionDrops_goesOnFromWhereItBroke() throws IOException {
    server.hangUp(2, 100_000);

    assertThat(fetch(server.url(), sum, SIZE)).as(err.toString()).isZero();

    assertThat(file()).hasBinaryContent(content);
    assertThat(server.ranges()).hasSize(3).startsWith("");
    assertThat(server.ranges().get(1)).startsWith("bytes=");
    assertNothingUnfinished();
  }

  @Test
  void fetch_nothingMoreComes_keepsTheBeginningForTheNextRun() throws IOException {
    Files.write(folder.resolve("set.jsonl.part"), Arrays.copyOf(content, 1000));
    Files.writeString(folder.resolve("set.jsonl.part.etag"), "\"one\"");
    server.answerOnly(503);

    assertThat(fetch(server.url(), sum, SIZE)).isEqualTo(1);

    assertThat(err.toString()).contains("answered 503; 1000 bytes are kept").hasLineCount(1);
    assertThat(server.ranges()).hasSize(3).allMatch(range -> range.equals("bytes=1000-"));
    server.answerOnly(200);
    assertThat(fetch(server.url(), sum, SIZE)).isZero();
    assertThat(server.ranges()).last().isEqualTo("bytes=1000-");
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void fetch_fileChangedSince_beginsAnew() throws IOException {
    Files.write(folder.resolve("set.jsonl.part"), new byte[1000]);
    Files.writeString(folder.resolve("set.jsonl.part.etag"), "\"zero\"");

    assertThat(fetch(server.url(), null, SIZE)).isZero();

    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void fetch_wrongSum_keepsNothing() throws IOException {
    assertThat(fetch(server.url(), "0".repeat(64), SIZE)).isEqualTo(1);

    assertThat(err.toString()).contains("the checksum is " + sum + ", not 0000");
    assertThat(file()).doesNotExist();
    assertNothingUnfinished();
  }

  @Test
  void fetch_notThere_saysSoOnOneLine() {
    server.answerOnly(404);

    assertThat(fetch(server.url(), sum, SIZE)).isEqualTo(1);

    assertThat(err.toString()).contains(server.url() + ": the server answered 404").hasLineCount(1);
    assertThat(server.ranges()).hasSize(1);
  }

  @Test
  void fetch_tooManyBytes_stops() throws IOException {
    assertThat(fetch(server.url(), sum, SIZE - 1)).isEqualTo(1);

    assertThat(err.toString()).contains("larger than the 299999 bytes it may have");
    assertNothingUnfinished();
  }

  @Test
  void fetch_noNetwork_isOneLine() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(fetch("http://127.0.0.1:" + port + "/x", sum, SIZE)).isEqualTo(1);

    assertThat(err.toString()).contains("no connection to 127.0.0.1").hasLineCount(1);
  }

  @Test
  void fetch_badUse_isRefusedWithExitCodeTwo() throws IOException {
    assertThat(run("data", "fetch", "nonsense")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no source 'nonsense'; give one of gsm8k, ");
    assertThat(run("data", "fetch", "gsm8k", "--dir", folder + "/none")).isEqualTo(2);
    assertThat(err.toString()).contains("is no folder that can be written");
    Files.writeString(file(), "mine");
    assertThat(fetch(server.url(), sum, SIZE)).isEqualTo(2);
    assertThat(err.toString()).contains("set.jsonl is there already");
    assertThat(file()).hasContent("mine");
    assertThat(fetch("file:///etc/passwd", sum, SIZE)).isEqualTo(2);
    assertThat(err.toString()).contains("url is no http address");
  }

  private Path file() {
    return folder.resolve("set.jsonl");
  }

  private void assertNothingUnfinished() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(path -> path.toString().contains(".part"));
    }
  }

  private int fetch(String url, @Nullable String sha256, long most) {
    String sumJson = sha256 == null ? "null" : "\"" + sha256 + "\"";
    String json =
        """
        [{"name":"set","url":"%s","file":"set.jsonl","format":"gsm8k","licence":"MIT",
          "model":"m","sha256":%s,"most_bytes":%d}]
        """
            .formatted(url, sumJson, most);
    try {
      Path catalogue = Files.writeString(folder.resolve("catalogue.json"), json);
      return run(
          "data", "fetch", "set", "--catalogue", catalogue.toString(), "--dir", folder.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private int run(String... args) {
    return EvalMain.run(args, new PrintWriter(out), new PrintWriter(err, true));
  }
}
