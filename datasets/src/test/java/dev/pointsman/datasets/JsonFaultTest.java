package dev.pointsman.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pointsman.datasets.importing.JsonItems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `secret` stands for the words of a prompt.
class JsonFaultTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"prompt":secret}           | an unquoted word near column
          {"secret":1,"secret":2}     | a name stands twice in one object near column
          {"prompt":["secret"         | it ends in the middle of a value
          {"prompt":"x" secret}       | an unexpected character near column
          {"prompt":"\\secret"}       | an unknown escape in a string near column
          {"prompt":"secret","a":NaN} | NaN and infinity are no JSON numbers near column
          """)
  void message_ofABrokenLine_namesPlaceAndKindOnly(String line, String kind) throws IOException {
    Path file = Files.writeString(folder.resolve("x.jsonl"), "{}\n" + line + "\n");

    Throwable lines = catchThrowable(() -> JsonLines.forEach(file, row -> {}));
    Throwable items = catchThrowable(() -> JsonItems.forEach(file, row -> {}));

    assertThat(lines).hasMessageContaining("x.jsonl:2: not valid JSON (" + kind);
    assertThat(items).hasMessageContaining(": not valid JSON (" + kind);
    assertThat(lines.getMessage() + items.getMessage()).doesNotContain("secret", "(code");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"id":"a","source":["secret"]} | source must be a string, was a list
          {"id":{"secret":1}}            | id must be a string, was an object
          {"id":"a","source":"s","task":"t","category":"c","prompt":7} | prompt must be a string, was 7
          {"id":"a","source":"s","task":"t","category":"c","prompt":"p","outcomes":"secret"} | outcomes must be an object, was a string
          """)
  void message_ofAFieldOfTheWrongKind_repeatsNoText(String line, String kind) throws IOException {
    Path file = Files.writeString(folder.resolve("x.jsonl"), line + "\n");

    Throwable thrown = catchThrowable(() -> OutcomeFile.forEach(file, row -> {}));

    assertThat(thrown).hasMessageContaining("x.jsonl:1: " + kind);
    assertThat(thrown.getMessage()).doesNotContain("secret");
  }
}
