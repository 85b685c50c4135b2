package dev.pointsman.eval.report;

import dev.pointsman.eval.report.Section.Part;
import dev.pointsman.eval.report.Section.Verdict;
import dev.pointsman.eval.report.Sheet.Cell;
import dev.pointsman.eval.report.Sheet.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What `eval humaneval` found: how much of a file of completions runs and passes its tests.
final class HumanEvalSection {

  private static final String PREFIX = "pass@";

  private final Facts root;
  private final Map<Integer, Estimate> passAt = new TreeMap<>();

  private HumanEvalSection(Facts root) {
    this.root = root;
    root.node()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.matches("pass@\\d{1,9}") && root.has(name)) {
                Facts pass = root.object(name);
                passAt.put(
                    Integer.parseInt(name.substring(PREFIX.length())),
                    Estimate.of(pass.number("mean"), pass.number("lo"), pass.number("hi")));
              }
            });
  }

  static Section of(String id, Facts root) {
    HumanEvalSection section = new HumanEvalSection(root);
    String title = root.name() + ": does the code run?";
    return new Section(id, title, section.verdict(), section.parts());
  }

  private Verdict verdict() {
    String problems = Unit.COUNT.text(root.number("n_problems")) + " problems";
    String answer =
        passAt.isEmpty()
            ? "No pass rate could be computed for these " + problems + "."
            : "One try solves "
                + Unit.PERCENT.text(passAt.values().iterator().next())
                + " of "
                + problems
                + ".";
    if (!passAt.isEmpty() && !passAt.containsKey(1)) {
      int k = passAt.keySet().iterator().next();
      answer =
          "The best of "
              + k
              + " tries solves "
              + Unit.PERCENT.text(passAt.values().iterator().next())
              + " of "
              + problems
              + ".";
    }
    List<String> caveats = new ArrayList<>();
    List<String> untried =
        root.has("without_completion") ? root.texts("without_completion") : List.of();
    if (!untried.isEmpty()) {
      caveats.add(untried.size() + " problems have no completion and count nowhere.");
    }
    caveats.add("Passing the tests at hand is not being right in every case.");
    return new Verdict("What these completions are worth as code:", answer, List.of(), caveats);
  }

  private List<Part> parts() {
    List<Block> blocks = new ArrayList<>();
    Forest forest = new Forest();
    Sheet rates =
        Sheet.of(
            "pass-at-k",
            "Share of problems solved",
            Column.of("Best of so many tries", "k", Unit.COUNT),
            Column.interval("Solved", "pass", Unit.PERCENT));
    passAt.forEach(
        (k, pass) -> {
          forest.add("best of " + k, pass, Unit.PERCENT);
          rates.add(Cell.of(k), Cell.of(pass));
        });
    if (!forest.isEmpty()) {
      Chart.Axis solved = Chart.Axis.linear("problems solved", Unit.PERCENT);
      blocks.add(new Block.Figure(forest.chart("pass-at-k", "Problems solved", solved)));
      blocks.add(new Block.Table(rates));
    }
    blocks.add(new Block.Table(reasons()));
    return List.of(new Part("Solved problems", blocks));
  }

  private Sheet reasons() {
    Map<String, Integer> reasons = new TreeMap<>();
    for (Facts result : root.objects("results")) {
      reasons.merge(result.text("why"), 1, Integer::sum);
    }
    Sheet sheet =
        Sheet.of(
            "outcomes",
            "What became of the completions",
            Column.text("Outcome", "why"),
            Column.of("Completions", "n", Unit.COUNT));
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> sheet.add(Cell.of(entry.getKey()), Cell.of(entry.getValue())));
    return sheet;
  }
}
