package dev.pointsman.eval.run;

import dev.pointsman.datasets.BadInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How answers become scores, and what the model is told about the form of its answer.
enum Grading {
  /// The letter of one of the options.
  MULTIPLE_CHOICE("Think it through, then end with a line that says: The answer is (X)."),
  /// A number, the last one named.
  NUMERIC("Think it through, then end with a line that holds the number alone."),
  /// The reference itself, up to case, articles, punctuation and spaces.
  EXACT("Give the answer alone on the last line."),
  /// Python that passes the row's tests.
  UNIT_TESTS("Answer with the complete function in one Python code block."),
  /// A judge model's opinion.
  JUDGE("");

  private static final Pattern OPTIONS = Pattern.compile("(?m)^\\(?A[.):] ");
  private static final Pattern LETTER = Pattern.compile("[A-Z]");

  private final String instruction;

  Grading(String instruction) {
    this.instruction = instruction;
  }

  /// Said to the model after the prompt unless the configuration says something else.
  String instruction() {
    return instruction;
  }

  static Grading parse(String name, String where) {
    for (Grading grading : values()) {
      if (grading.toString().equals(name)) {
        return grading;
      }
    }
    throw new BadInputException(
        where,
        "there is no grading '" + name + "'",
        "give " + Arrays.stream(values()).map(Grading::toString).collect(Collectors.joining(", ")));
  }

  /// What fits the row: its own tests, else the look of its reference, else a judge.
  static Grading of(Item item) {
    String own = item.labels().path("grading").asText("");
    if (!own.isEmpty()) {
      return parse(own, "grading of row " + item.id());
    }
    if (item.tests().isPresent()) {
      return UNIT_TESTS;
    }
    if (!item.hasReference()) {
      return JUDGE;
    }
    String reference = item.reference().strip();
    if (LETTER.matcher(reference).matches() && OPTIONS.matcher(item.prompt()).find()) {
      return MULTIPLE_CHOICE;
    }
    return Extraction.number(reference).isPresent() && reference.split("\\s", -1).length == 1
        ? NUMERIC
        : EXACT;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
