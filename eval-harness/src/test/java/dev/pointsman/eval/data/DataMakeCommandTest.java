package dev.pointsman.eval.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.datasets.Manifest;
import dev.pointsman.datasets.OutcomeFile;
import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.eval.EvalMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataMakeCommandTest {

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  @Test
  void make_demo_writesAReadableTableThatIsTheSameEachTime() throws IOException {
    Path one = folder.resolve("one.outcomes.jsonl.gz");
    Path two = folder.resolve("two.outcomes.jsonl.gz");

    assertThat(run("make", "demo", "--rows", "50", "--out", one.toString())).isZero();
    assertThat(run("make", "demo", "--rows", "50", "--out", two.toString())).isZero();

    List<OutcomeRow> rows = new ArrayList<>();
    OutcomeFile.forEach(one, rows::add);
    assertThat(rows).hasSize(50);
    assertThat(Manifest.sha256(one)).isEqualTo(Manifest.sha256(two));
  }

  @Test
  void make_badUse_isRefused() {
    String file = folder.resolve("x.outcomes.jsonl.gz").toString();

    assertThat(run("make", "bread", "--out", file)).isEqualTo(2);
    assertThat(err.toString()).contains("nothing is known to make 'bread'; give demo");
    assertThat(run("make", "demo", "--rows", "0", "--out", file)).isEqualTo(2);
    assertThat(err.toString()).contains("--rows: was 0");
    assertThat(run("make", "demo", "--out", folder.resolve("x.csv").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("name it X.outcomes.jsonl.gz");
  }

  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of("data"));
    all.addAll(List.of(args));
    return EvalMain.run(
        all.toArray(String[]::new),
        new PrintWriter(new StringWriter()),
        new PrintWriter(err, true));
  }
}
