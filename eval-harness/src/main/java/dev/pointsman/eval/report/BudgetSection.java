package dev.pointsman.eval.report;

import dev.pointsman.eval.report.Section.Part;
import dev.pointsman.eval.report.Section.Pick;
import dev.pointsman.eval.report.Section.Verdict;
import dev.pointsman.eval.report.Sheet.Cell;
import dev.pointsman.eval.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;

/// What `eval online --budget` found: whether the money is kept to, and what it bought.
final class BudgetSection {

  private static final double SLACK = 1.02;

  /// Of quality: less than this is not called a difference, as there are no intervals.
  private static final double NAMED = 0.01;

  private final List<Facts> budgets;

  private BudgetSection(Facts root) {
    this.budgets = root.objects("per_budget");
  }

  static Section of(String id, Facts root) {
    BudgetSection section = new BudgetSection(root);
    String title = root.text("dataset") + ": what does a budget buy?";
    return new Section(id, title, section.verdict(), section.parts());
  }

  private Verdict verdict() {
    long better = budgets.stream().filter(at -> gain(at) > NAMED).count();
    long worse = budgets.stream().filter(at -> gain(at) < -NAMED).count();
    long kept = budgets.stream().filter(at -> at.number("utilisation") <= SLACK).count();
    long all = budgets.size();
    String answer =
        "Against a mix of single models for the same money, chosen in hindsight, the router was,"
            + " while it learnt, over a point more accurate at "
            + better
            + " of "
            + all
            + " budgets, over a point less at "
            + worse
            + ", and within a point at "
            + (all - better - worse)
            + ". It kept "
            + kept
            + " of "
            + all
            + " budgets within 2 %.";
    List<Pick> picks = new ArrayList<>();
    for (Facts at : budgets) {
      String when = "With " + Unit.USD_PER_1K.text(at.number("budget_usd")) + " per 1,000 requests";
      String what = pick(gain(at));
      picks.add(
          new Pick(
              when,
              what,
              "the router got "
                  + Unit.PERCENT.text(at.number("quality"))
                  + " right and spent "
                  + Unit.PERCENT.text(at.number("utilisation"))
                  + " of the budget; the mix gets "
                  + Unit.PERCENT.text(at.number("hull_at_cost"))
                  + " for what was spent."));
    }
    List<String> caveats =
        List.of(
            "These figures have no intervals: a difference of a point or less may be chance, and is"
                + " called none here.",
            "The mix is chosen knowing every answer; the router started knowing nothing.");
    String headline =
        better == all
            ? "Pick the router: it buys more at every budget tried."
            : better == 0
                ? "Pick single models: the router clearly buys more at no budget tried."
                : "It depends on the budget.";
    return new Verdict(headline, answer, picks, caveats);
  }

  private static String pick(double gain) {
    if (gain > NAMED) {
      return "Pick the router:";
    }
    return gain < -NAMED ? "Pick single models, mixed at random:" : "Either, within a point:";
  }

  private static double gain(Facts at) {
    return at.number("quality") - at.number("hull_at_cost");
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("By budget", List.of(new Block.Table(table()))));
    if (budgets.stream().allMatch(at -> at.node().path("path").isArray())) {
      parts.add(
          new Part(
              "The path of spending",
              List.of(
                  new Block.Words(
                      "Spent so far over allowed so far. At the start nothing is known of costs, so"
                          + " the line may leave 100 %; it should come back and stay."),
                  new Block.Figure(path()),
                  new Block.Table(milestones()))));
    }
    return parts;
  }

  private Sheet table() {
    Sheet sheet =
        Sheet.of(
            "budgets",
            "Whole table as it came, exploration and grading paid, mean over the seeds",
            Column.of("Budget per 1,000", "budget_usd", Unit.USD_PER_1K),
            Column.of("Spent per 1,000", "cost_usd", Unit.USD_PER_1K),
            Column.of("Of the budget", "utilisation", Unit.PERCENT),
            Column.of("Router right", "quality", Unit.PERCENT),
            Column.of("A mix for the same money", "hull_at_cost", Unit.PERCENT),
            Column.of("A mix for the budget", "hull_at_budget", Unit.PERCENT));
    for (Facts at : budgets) {
      sheet.add(
          Cell.of(at.number("budget_usd")),
          Cell.of(at.number("cost_usd")),
          Cell.of(at.number("utilisation")),
          Cell.of(at.number("quality")),
          Cell.of(at.number("hull_at_cost")),
          Cell.of(at.number("hull_at_budget")));
    }
    return sheet;
  }

  private Chart path() {
    List<Chart.Line> lines = new ArrayList<>();
    double last = 1;
    for (Facts at : budgets) {
      List<Chart.Dot> dots = new ArrayList<>();
      for (Facts milestone : at.objects("path")) {
        last = milestone.number("rounds");
        dots.add(Chart.Dot.of(last, milestone.number("utilisation")));
      }
      String name = Unit.USD_PER_1K.text(at.number("budget_usd")) + " per 1,000";
      lines.add(new Chart.Line(name, Chart.Style.LINE_AND_DOTS, dots));
    }
    List<Chart.Dot> allowed = List.of(Chart.Dot.of(0, 1), Chart.Dot.of(last, 1));
    lines.add(new Chart.Line("allowed", Chart.Style.GUIDE, allowed));
    return new Chart(
        "budget-path",
        "Spent so far, of what was allowed so far",
        "One curve a budget; at the end " + ends() + ".",
        Chart.Axis.linear("requests so far", Unit.COUNT),
        Chart.Axis.linear("of the budget", Unit.PERCENT),
        lines);
  }

  private String ends() {
    return String.join(
        ", ", budgets.stream().map(at -> Unit.PERCENT.text(at.number("utilisation"))).toList());
  }

  private Sheet milestones() {
    Sheet sheet =
        Sheet.of(
            "budget-path",
            "Along the way",
            Column.of("Budget per 1,000", "budget_usd", Unit.USD_PER_1K),
            Column.of("Requests", "rounds", Unit.COUNT),
            Column.of("Spent of the budget", "utilisation", Unit.PERCENT),
            Column.of("Right since the last", "quality", Unit.PERCENT),
            Column.of("USD per 1,000 since", "cost_usd", Unit.USD_PER_1K),
            Column.of("Quality per dollar", "lambda", Unit.PLAIN));
    for (Facts at : budgets) {
      for (Facts milestone : at.objects("path")) {
        sheet.add(
            Cell.of(at.number("budget_usd")),
            Cell.of(milestone.number("rounds")),
            Cell.of(milestone.number("utilisation")),
            Cell.of(milestone.number("quality")),
            Cell.of(milestone.number("cost_usd")),
            Cell.of(milestone.number("lambda")));
      }
    }
    return sheet;
  }
}
