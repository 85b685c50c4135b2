package dev.pointsman.datasets.tasks;

import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.datasets.TableRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Generated tasks as rows with a `reference` and no outcomes, for models to answer.
///
/// Every kind and every difficulty is equally likely; `task` is the kind, `category` the
/// difficulty. No prompt stands twice. The same seed gives the same rows, and fewer rows are the
/// first ones of more.
public final class TaskTable {

  /// Enough for any table; beyond it the easy kinds run out of new prompts.
  public static final int MOST_ROWS = 100_000;

  private static final List<TaskKind> KINDS = List.of(TaskKind.values());
  private static final List<Difficulty> DIFFICULTIES = List.of(Difficulty.values());
  private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*(\\.\\d+)?");

  private TaskTable() {}

  public static List<TableRow> rows(int count, long seed) {
    if (count < 1 || count > MOST_ROWS) {
      throw new IllegalArgumentException("count must be in 1.." + MOST_ROWS + ", was " + count);
    }
    Draw draw = new Draw(seed);
    Set<String> asked = new HashSet<>();
    List<TableRow> rows = new ArrayList<>();
    while (rows.size() < count) {
      Task task = draw.of(KINDS).next(draw, draw.of(DIFFICULTIES));
      if (asked.add(task.prompt())) {
        rows.add(row("demo/" + seed + "/" + rows.size(), task));
      }
    }
    return rows;
  }

  private static TableRow row(String id, Task task) {
    var labels =
        new OutcomeRow.Labels(
            id, "Pointsman demo", lower(task.kind().name()), lower(task.difficulty().name()));
    return TableRow.question("made", labels, task.prompt())
        .with("reference", task.answer())
        .with("grading", NUMBER.matcher(task.answer()).matches() ? "numeric" : "exact");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
