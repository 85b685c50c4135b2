package dev.pointsman.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs each notebook as a reader would, in the JShell tool, with this module's class path.
class NotebooksTest {

  private static final Path FOLDER = Path.of("notebooks");
  private static final Map<Path, String> SAID = new HashMap<>();

  /// What earlier runs drew must not pass for what this one draws.
  @BeforeAll
  static void removeDrawings() throws IOException {
    System.setProperty("java.awt.headless", "true");
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".png")).toList()) {
        Files.delete(file);
      }
    }
  }

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".jsh")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void notebook_inJShell_endsWithoutComplaint(Path notebook) throws Exception {
    String said = run(notebook);

    // The tool's own lines start with a bar; a notebook that runs well has none.
    assertThat(said.lines().filter(line -> line.startsWith("|"))).isEmpty();
    Matcher drawn = Pattern.compile("(?m)^drawn: (.+\\.png)$").matcher(said);
    assertThat(drawn.find()).isTrue();
    assertThat(ImageIO.read(Path.of(drawn.group(1)).toFile()).getWidth()).isEqualTo(900);
  }

  @Test
  void notebooks_folder_holdsTheFiveStories() throws IOException {
    assertThat(notebooks()).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void budget_pacer_beatsTheDice() throws Exception {
    String said = run(FOLDER.resolve("03-lambda-from-a-budget.jsh"));

    double dice = number(said, "a dice between the two models gets ([0-9.]+)");
    assertThat(number(said, "spent \\$[0-9.]+, right ([0-9.]+)")).isGreaterThan(dice);
    assertThat(number(said, "spent \\$([0-9.]+)")).isBetween(1.2, 1.8);
  }

  /// The truth is 0.8; the model of rewards says 0.7 and is mended.
  @Test
  void offPolicy_doublyRobust_findsTheTruth() throws Exception {
    String said = run(FOLDER.resolve("04-off-policy-evaluation.jsh"));

    assertThat(number(said, "\ndr +([0-9.]+)")).isBetween(0.77, 0.83);
    assertThat(number(said, "\ndm +([0-9.]+)")).isEqualTo(0.7);
  }

  @Test
  void newModel_cold_isAdopted() throws Exception {
    String said = run(FOLDER.resolve("05-a-new-model.jsh"));

    assertThat(number(said, "adopted ([0-9]+) requests")).isLessThan(500);
    assertThat(number(said, "before, ([0-9.]+) at the end"))
        .isGreaterThan(number(said, "utility a request: ([0-9.]+) before"));
  }

  private static double number(String said, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(said);
    assertThat(matcher.find()).as(pattern).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void firstRoute_afterTeaching_sendsSumsToTheLargeModel() throws Exception {
    String said = run(FOLDER.resolve("01-first-route.jsh"));

    assertThat(probability(said, "after, a definition:", "small")).isGreaterThan(0.8);
    assertThat(probability(said, "after, a sum:", "large")).isGreaterThan(0.8);
  }

  private static double probability(String said, String heading, String arm) {
    String after = said.substring(said.indexOf(heading));
    Matcher line = Pattern.compile("  " + arm + " +([0-9.]+)").matcher(after);
    assertThat(line.find()).as(arm + " under " + heading).isTrue();
    return Double.parseDouble(line.group(1));
  }

  /// Each notebook runs once.
  private static String run(Path notebook) throws Exception {
    String said = SAID.get(notebook);
    if (said == null) {
      said = play(notebook);
      SAID.put(notebook, said);
    }
    return said;
  }

  private static String play(Path notebook) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stdout = System.out;
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      // Local execution shares this process, so the notebook prints where the process prints.
      System.setOut(out);
      JavaShellToolBuilder.builder()
          .in(new ByteArrayInputStream(new byte[0]), null)
          .out(out)
          .run(
              "--execution",
              "local",
              "--class-path",
              System.getProperty("java.class.path"),
              notebook.toString());
    } finally {
      System.setOut(stdout);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
