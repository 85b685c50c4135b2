package dev.pointsman.eval.humaneval;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFields;
import dev.pointsman.datasets.JsonLines;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A function to complete and the tests that judge it, in HumanEval's format (Chen et al. 2021,
/// arXiv 2107.03374).
record Problem(String id, String prompt, String entryPoint, String test) {

  /// The program a completion stands or falls with: it reaches its end only if every test passes.
  String program(String completion) {
    return prompt + completion + "\n" + test + "\ncheck(" + entryPoint + ")\n";
  }

  /// By id, in the file's order.
  static Map<String, Problem> read(Path file) {
    Map<String, Problem> problems = new LinkedHashMap<>();
    JsonLines.forEach(file, line -> add(problems, line));
    return problems;
  }

  private static void add(Map<String, Problem> problems, JsonFields line) {
    Problem problem =
        new Problem(
            line.text("task_id"), line.text("prompt"), line.text("entry_point"), line.text("test"));
    if (!problem.entryPoint.matches("[A-Za-z_][A-Za-z_0-9.]*")) {
      throw new BadInputException(
          line.where(), "entry_point is no Python name", "name the function under test");
    }
    if (problems.put(problem.id, problem) != null) {
      throw new BadInputException(
          line.where(), "task_id " + problem.id + " stands twice", "give each problem once");
    }
  }
}
