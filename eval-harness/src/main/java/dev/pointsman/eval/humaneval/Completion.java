package dev.pointsman.eval.humaneval;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFields;
import dev.pointsman.datasets.JsonLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One model answer: text that continues a problem's prompt. A problem may have several.
record Completion(Problem problem, String text) {

  static List<Completion> read(Path file, Map<String, Problem> problems) {
    List<Completion> completions = new ArrayList<>();
    JsonLines.forEach(file, line -> completions.add(of(line, problems)));
    return completions;
  }

  private static Completion of(JsonFields line, Map<String, Problem> problems) {
    String id = line.text("task_id");
    Problem problem = problems.get(id);
    if (problem == null) {
      throw new BadInputException(
          line.where(), "no problem has the task_id " + id, "correct it or name other --problems");
    }
    return new Completion(problem, line.text("completion"));
  }

  String program() {
    return problem.program(text);
  }
}
