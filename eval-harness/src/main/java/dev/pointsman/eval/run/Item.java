package dev.pointsman.eval.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFields;
import dev.pointsman.datasets.JsonLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One row of the data set: what is asked, and what an answer is held against.
///
/// `labels` is what the row says beside its outcomes, to be written out as it came. `tests` are
/// those of a code problem in HumanEval's format, whose rows (`task_id`) are read too.
record Item(String id, ObjectNode labels, String prompt, String reference, Optional<Tests> tests) {

  /// Python that calls `check(entryPoint)`.
  record Tests(String entryPoint, String code) {}

  static List<Item> read(Path file) {
    List<Item> items = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    JsonLines.forEach(
        file,
        line -> {
          Item item = of(line);
          if (!ids.add(item.id)) {
            throw new BadInputException(
                line.where(), "id " + item.id + " stands twice", "give each row an id of its own");
          }
          items.add(item);
        });
    return items;
  }

  private static Item of(JsonFields line) {
    boolean isProblem = line.object().has("task_id");
    String id = line.text(isProblem ? "task_id" : "id");
    String prompt = line.text("prompt");
    ObjectNode labels = line.object().deepCopy();
    labels.remove("outcomes");
    if (isProblem) {
      labels.removeAll();
      labels.put("id", id).put("source", "HumanEval").put("task", "humaneval");
      labels.put("category", "code").put("prompt", prompt);
    }
    Optional<Tests> tests =
        line.object().has("entry_point")
            ? Optional.of(new Tests(line.text("entry_point"), line.text("test")))
            : Optional.empty();
    String reference = line.textOrNull("reference");
    return new Item(id, labels, prompt, reference == null ? "" : reference, tests);
  }

  boolean hasReference() {
    return !reference.isBlank();
  }
}
