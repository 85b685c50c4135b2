package dev.pointsman.eval.run;

import dev.pointsman.eval.humaneval.CodeRunner;
import java.math.BigDecimal;
import java.util.Optional;

/// Turns answers into grades, each row by its own way of grading. Any thread.
final class Grader {

  private final Optional<CodeRunner> runner;
  private final Optional<Judge> judge;

  Grader(Optional<CodeRunner> runner, Optional<Judge> judge) {
    this.runner = runner;
    this.judge = judge;
  }

  /// Empty when the judge abstains.
  Optional<Grade> grade(Item item, Grading grading, String text) throws ChatFailure {
    return switch (grading) {
      case MULTIPLE_CHOICE -> {
        Optional<String> letter = Extraction.letter(text);
        boolean isRight = letter.isPresent() && letter.get().equals(item.reference().strip());
        yield Optional.of(Grade.of(isRight, letter.orElse(null)));
      }
      case NUMERIC -> Optional.of(numeric(item, text));
      case EXACT -> {
        String plain = Extraction.plain(text);
        yield Optional.of(Grade.of(plain.equals(Extraction.plain(item.reference())), plain));
      }
      case UNIT_TESTS -> Optional.of(Grade.of(passes(item, text), null));
      case JUDGE -> judge.orElseThrow().grade(item, text);
    };
  }

  private static Grade numeric(Item item, String text) {
    Optional<BigDecimal> said = Extraction.number(text);
    Optional<BigDecimal> right = Extraction.number(item.reference());
    return Grade.of(
        said.isPresent() && said.equals(right), said.map(BigDecimal::toPlainString).orElse(null));
  }

  /// A whole function stands for itself, a body continues the prompt; what the prompt imports is
  /// there for both.
  private boolean passes(Item item, String text) {
    Item.Tests tests = item.tests().orElseThrow();
    String code = Extraction.code(text);
    String function = "def " + tests.entryPoint() + "(";
    String solution =
        code.contains(function) ? imports(item.prompt()) + code : item.prompt() + code;
    return runner
        .orElseThrow()
        .passes(solution + "\n" + tests.code() + "\ncheck(" + tests.entryPoint() + ")\n");
  }

  private static String imports(String prompt) {
    StringBuilder imports = new StringBuilder();
    prompt
        .lines()
        .filter(line -> line.startsWith("import ") || line.startsWith("from "))
        .forEach(line -> imports.append(line).append('\n'));
    return imports.toString();
  }
}
