package dev.pointsman.eval.report;

import dev.pointsman.eval.frontier.Hull;
import dev.pointsman.eval.frontier.Point;
import dev.pointsman.eval.report.Section.Part;
import dev.pointsman.eval.report.Section.Pick;
import dev.pointsman.eval.report.Section.Verdict;
import dev.pointsman.eval.report.Sheet.Cell;
import dev.pointsman.eval.report.Sheet.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// What `eval frontier` found: which single models are worth asking, and what routing could add.
final class FrontierSection {

  private final Facts root;
  private final List<Point> models;
  private final Hull hull;

  private FrontierSection(Facts root) {
    this.root = root;
    this.models =
        root.objects("models").stream()
            .map(m -> new Point(m.number("cost_usd"), m.number("quality"), m.text("id")))
            .sorted(Comparator.comparingDouble(Point::cost))
            .toList();
    this.hull = Hull.of(models);
  }

  static Section of(String id, Facts root) {
    FrontierSection section = new FrontierSection(root);
    String title = root.text("dataset") + ": which single models?";
    return new Section(id, title, section.verdict(), section.parts());
  }

  private Verdict verdict() {
    Point best = models.stream().max(Comparator.comparingDouble(Point::quality)).orElseThrow();
    Facts oracle = root.object("oracle");
    String headline =
        "Ask "
            + String.join(", ", hull.corners().stream().map(Point::name).toList())
            + "; no other.";
    String answer =
        hull.corners().size()
            + " of "
            + models.size()
            + " models are worth asking; for each of the"
            + " others a mix of two is better or cheaper. The most accurate, "
            + best.name()
            + ", gets "
            + figures(best)
            + ".";
    List<Pick> picks = new ArrayList<>();
    Point cheapest = hull.corners().getFirst();
    picks.add(
        new Pick("If only cost counts", "Pick " + cheapest.name() + ":", figures(cheapest) + "."));
    OptionalDouble matched = root.object("singles").optionalNumber("cost_at_99");
    matched.ifPresent(
        cost ->
            picks.add(
                new Pick(
                    "If nearly the best is enough",
                    "Pick " + at(cost) + ":",
                    "99 % of the best accuracy for "
                        + Unit.USD_PER_1K.text(cost)
                        + " per 1,000 requests.")));
    picks.add(new Pick("If only quality counts", "Pick " + best.name() + ":", figures(best) + "."));
    List<String> caveats =
        List.of(
            "A chooser that knew every answer beforehand would get "
                + Unit.PERCENT.text(oracle.number("quality"))
                + " for "
                + Unit.USD_PER_1K.text(oracle.number("cost_usd"))
                + " per 1,000: nobody can, part of it is luck.",
            "Whether a router gains anything here is what eval online tells.");
    return new Verdict(headline, answer, picks, caveats);
  }

  private static String figures(Point point) {
    return Unit.PERCENT.text(point.quality())
        + " right for "
        + Unit.USD_PER_1K.text(point.cost())
        + " per 1,000 requests";
  }

  /// The corner at a cost, or the two it lies between.
  private String at(double cost) {
    List<Point> corners = hull.corners();
    for (int i = 0; i < corners.size(); i++) {
      double slack = 1e-9 * corners.get(i).cost();
      if (Math.abs(corners.get(i).cost() - cost) <= slack) {
        return corners.get(i).name();
      }
      if (corners.get(i).cost() > cost && i > 0) {
        return "a mix of " + corners.get(i - 1).name() + " and " + corners.get(i).name();
      }
    }
    return corners.getLast().name();
  }

  private List<Part> parts() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Figure(figure()));
    blocks.add(new Block.Table(models()));
    blocks.add(new Block.Table(mixes()));
    return List.of(new Part("Accuracy per dollar", blocks));
  }

  private Chart figure() {
    List<Chart.Dot> dots = new ArrayList<>();
    for (Point model : models) {
      dots.add(
          new Chart.Dot(Estimate.bare(model.cost()), Estimate.bare(model.quality()), model.name()));
    }
    return new Chart(
        "accuracy-per-dollar",
        "Single models: further up and left is better",
        "On the line, from left to right: "
            + String.join(", ", hull.corners().stream().map(Point::name).toList())
            + ".",
        Chart.Axis.log("mean cost, USD per 1,000 requests", Unit.USD_PER_1K),
        Chart.Axis.linear("answered rightly", Unit.PERCENT),
        List.of(
            new Chart.Line("single models", Chart.Style.DOTS, dots),
            new Chart.Line("mixing them at random", Chart.Style.GUIDE, OnlineFigures.mix(hull))));
  }

  private Sheet models() {
    List<String> corners = hull.corners().stream().map(Point::name).toList();
    Sheet sheet =
        Sheet.of(
            "single-models",
            "Single models by cost",
            Column.text("Model", "model"),
            Column.of("Right", "quality", Unit.PERCENT),
            Column.of("USD per 1,000", "cost_usd", Unit.USD_PER_1K),
            Column.text("Worth asking", "on_hull"));
    for (Point model : models) {
      boolean isCorner = corners.contains(model.name());
      sheet.add(
          Cell.of(model.name()),
          Cell.of(model.quality()),
          Cell.of(model.cost()),
          Cell.of(isCorner ? "yes" : "no"));
    }
    return sheet;
  }

  private Sheet mixes() {
    Sheet sheet =
        Sheet.of(
            "mixes",
            "What ways to choose reach; AIQ is the mean accuracy over all costs from the cheapest"
                + " model's to the dearest's",
            Column.text("Way to choose", "way"),
            Column.of("AIQ", "aiq", Unit.PERCENT),
            Column.of("Best accuracy", "best_quality", Unit.PERCENT),
            Column.of("99 % of the best single costs", "cost_at_99_usd", Unit.USD_PER_1K));
    for (String way : List.of("singles", "strategies")) {
      root.optional(way)
          .ifPresent(
              mix ->
                  sheet.add(
                      Cell.of(way.equals("singles") ? "mix of single models" : "mix with cascades"),
                      Cell.of(mix.number("aiq")),
                      Cell.of(mix.number("best_quality")),
                      Cell.of(mix.optionalNumber("cost_at_99").orElse(Double.NaN))));
    }
    Facts category = root.object("category_mean");
    sheet.add(
        Cell.of("best model of each category, learnt on half"),
        Cell.of(category.number("aiq_two_fold")),
        Cell.of(Double.NaN),
        Cell.of(Double.NaN));
    Facts oracle = root.object("oracle");
    sheet.add(
        Cell.of("knowing every answer (cannot exist)"),
        Cell.of(oracle.number("aiq")),
        Cell.of(oracle.number("quality")),
        Cell.of(Double.NaN));
    return sheet;
  }
}
