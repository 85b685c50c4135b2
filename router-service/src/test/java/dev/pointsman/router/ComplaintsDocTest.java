package dev.pointsman.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each test and each case that a document names is there.
class ComplaintsDocTest {

  private static final Path ROOT = Path.of(System.getProperty("pointsman.root", ".."));
  private static final Pattern NAMED =
      Pattern.compile("`(\\w+(?:Test|IT|Contract))(?:\\.(\\w+))?`");

  @ParameterizedTest
  @CsvSource({"complaints.md, 20", "budgets.md, 15", "spend.md, 0", "claims.md, 90"})
  void document_namesTestsThatExist(String document, int least) throws IOException {
    List<MatchResult> named =
        NAMED.matcher(Files.readString(ROOT.resolve("docs").resolve(document))).results().toList();

    assertThat(named).hasSizeGreaterThan(least);
    for (MatchResult name : named) {
      String source = source(document, name.group(1));
      if (name.group(2) != null) {
        assertThat(source).as(name.group(1)).contains("void " + name.group(2) + "(");
      }
    }
  }

  @Test
  void document_namesCasesThatExist() throws IOException {
    List<String> cases =
        Pattern.compile("`(costs/[\\w-]+\\.yaml)`")
            .matcher(Files.readString(ROOT.resolve("docs/complaints.md")))
            .results()
            .map(name -> name.group(1))
            .toList();

    assertThat(cases).hasSizeGreaterThan(8);
    assertThat(cases)
        .allSatisfy(
            name ->
                assertThat(ROOT.resolve("router-service/src/test/resources").resolve(name))
                    .exists());
  }

  private static String source(String document, String test) throws IOException {
    for (String module :
        new String[] {"bandit-engine", "feedback-collector", "router-service", "eval-harness"}) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        List<Path> found =
            files.filter(file -> file.getFileName().toString().equals(test + ".java")).toList();
        if (!found.isEmpty()) {
          return Files.readString(found.getFirst());
        }
      }
    }
    throw new AssertionError(document + " names " + test + ", which is not there");
  }
}
