package dev.pointsman.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.eval.EvalMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir Path folder;
  private Path in = Path.of("");
  private Path page = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void createFolders() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    page = Files.createDirectory(folder.resolve("out")).resolve("report.html");
  }

  private int report(Path from, Path to) {
    String[] args = {"eval", "report", "--in", from.toString(), "--out", to.toString()};
    return EvalMain.run(args, new PrintWriter(out), new PrintWriter(err, true));
  }

  private void refuses(Path from, Path to, String... says) {
    err.getBuffer().setLength(0);
    assertThat(report(from, to)).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(says);
  }

  private List<Path> written(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(page.resolveSibling("."))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  @Test
  void report_allKinds_isOneFileThatFetchesNothing() throws IOException {
    SmallResults results = new SmallResults(in);
    results.online();
    results.budget();
    results.frontier();
    results.ope("ok");
    results.humanEval();
    results.write("other <x>.json", SmallResults.MAPPER.createObjectNode().put("a", 1));

    assertThat(report(in, page)).as(err.toString()).isZero();

    String html = Files.readString(page);
    assertThat(html).contains("small &lt;a=1&gt; &amp; &quot;co&quot;", "other &lt;x&gt;.json");
    assertThat(html).doesNotContain("small <a", "<timeout>", "sums <1>", "NaN", "Infinity");
    assertThat(html).doesNotContain("http:", "https:", "<script", "src=", "@import", "url(");
    assertThat(html.length()).isLessThan(500_000);
    assertThat(html.split("<svg ", -1)).hasSameSizeAs(html.split(" role=\"img\" aria-label=", -1));
    // Accuracy and learning at the least; the budgets' path; the frontier; estimates; pass@k.
    assertThat(written(".png")).hasSizeGreaterThanOrEqualTo(8);
    for (Path png : written(".png")) {
      assertThat(ImageIO.read(png.toFile()).getWidth()).as(png.toString()).isGreaterThan(600);
    }
    assertThat(html.split("<table>", -1)).hasSize(written(".csv").size() + 1);
  }

  @Test
  void report_csv_holdsUnroundedNumbersAndQuotesIds() throws IOException {
    Path json = new SmallResults(in).frontier();

    assertThat(report(in, page)).isZero();

    double quality =
        SmallResults.MAPPER.readTree(Files.readString(json)).at("/models/0/quality").asDouble();
    Path csv = page.resolveSibling("report-1-frontier-single-models.csv");
    assertThat(Files.readString(csv))
        .startsWith("model,quality,cost_usd,on_hull\r\n\"small <a=1> & \"\"co\"\"\"," + quality);
  }

  @Test
  void report_refusedLog_picksNothing() throws IOException {
    new SmallResults(in).ope("refused", "support: none");

    assertThat(report(in, page)).isZero();

    assertThat(out.toString()).contains("Do not decide by this log.").doesNotContain("Pick");
    assertThat(Files.readString(page)).contains("support: none");
  }

  @Test
  void report_nothingToReportOn_isExit2() throws IOException {
    refuses(folder.resolve("nowhere"), page, "there is no such folder");
    refuses(in, page, "holds no JSON file", "eval online");
    new SmallResults(in).write("a.json", SmallResults.MAPPER.createObjectNode());
    refuses(in, page, "holds no results");
    refuses(in.resolve("a.json"), page, "is no folder");
    assertThat(page).doesNotExist();
  }

  @Test
  void report_brokenFiles_areExit2AndNamed() throws IOException {
    Path broken = Files.writeString(in.resolve("broken.json"), "{\n\"a\": }");
    refuses(in, page, broken + ":2", "is not JSON");

    Files.delete(broken);
    Path json = new SmallResults(in).online();
    ObjectNode root = (ObjectNode) SmallResults.MAPPER.readTree(Files.readString(json));
    ((ObjectNode) root.at("/learner/per_lambda/1")).put("quality", "high").remove("ridge");
    ((ObjectNode) root.at("/details/per_lambda/1/groups/0")).remove("quality");
    Files.writeString(json, root.toString());
    refuses(in, page, "online.json", "details.per_lambda[1].groups[0].quality");
  }

  @Test
  void report_unwritableOut_isExit2() throws IOException {
    new SmallResults(in).frontier();

    refuses(in, folder.resolve("no/where.html"), "--out", "cannot be written");
    refuses(in, folder, "--out", "cannot be written");
  }
}
