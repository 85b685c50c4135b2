package dev.pointsman.datasets.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFields;
import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.datasets.TableRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// MBPP (Austin et al. 2021, arXiv 2108.07732), as JSON Lines or as the sanitized JSON array.
///
/// The prompt is the task and its first assertion, which fixes the function's name. The assertions
/// become a `check` as HumanEval has it. The entry point is the function of the model solution that
/// the first assertion calls.
final class Mbpp implements Importer {

  private static final Pattern DEFINED = Pattern.compile("(?m)^\\s*def\\s+(\\w+)\\s*\\(");
  private static final Pattern CALLED = Pattern.compile("(\\w+)\\s*\\(");

  @Override
  public void read(Path file, Consumer<TableRow> rows) {
    JsonItems.forEach(file, item -> rows.accept(row(item)));
  }

  private static TableRow row(JsonFields item) {
    String text = item.textOrNull("text");
    String task = text == null ? item.text("prompt") : text;
    String code = item.text("code");
    List<String> tests = texts(item, "test_list");
    if (tests.isEmpty()) {
      throw new BadInputException(item.where(), "test_list is empty", "give the assertions");
    }
    String name = entryPoint(item, code, tests.getFirst());
    String id = item.object().path("task_id").asText("");
    return TableRow.question(
            item.where(),
            new OutcomeRow.Labels(id.isEmpty() ? "" : "mbpp/" + id, "MBPP", "mbpp", "code"),
            task.strip()
                + "\nThe function must be called "
                + name
                + " and pass this test:\n"
                + tests.getFirst().strip())
        .with("reference", code)
        .with("entry_point", name)
        .with("test", check(item, tests));
  }

  private static String entryPoint(JsonFields item, String code, String test) {
    Set<String> defined = new HashSet<>();
    DEFINED.matcher(code).results().map(m -> m.group(1)).forEach(defined::add);
    return CALLED
        .matcher(test)
        .results()
        .map((MatchResult m) -> m.group(1))
        .filter(defined::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    item.where(),
                    "the first test calls no function that code defines",
                    "give MBPP's own form"));
  }

  private static String check(JsonFields item, List<String> tests) {
    StringBuilder check = new StringBuilder();
    texts(item, "test_imports").forEach(line -> check.append(line).append('\n'));
    String setup = item.textOrNull("test_setup_code");
    if (setup != null && !setup.isBlank()) {
      check.append(setup).append('\n');
    }
    check.append("\ndef check(candidate):\n");
    tests.forEach(test -> check.append("    ").append(test.strip()).append('\n'));
    return check.toString();
  }

  private static List<String> texts(JsonFields item, String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : item.object().path(field)) {
      if (!node.isTextual()) {
        throw new BadInputException(item.where(), field + " must hold strings", "correct it");
      }
      texts.add(node.textValue());
    }
    return texts;
  }
}
