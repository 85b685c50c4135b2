package dev.pointsman.eval.report;

import dev.pointsman.eval.frontier.Point;
import dev.pointsman.eval.report.Section.Part;
import dev.pointsman.eval.report.Sheet.Cell;
import dev.pointsman.eval.report.Sheet.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// What `eval online` found at its lambdas.
final class OnlineSection {

  private final OnlineResult result;
  private final OnlineFigures figures;

  private OnlineSection(OnlineResult result) {
    this.result = result;
    this.figures = new OnlineFigures(result);
  }

  static Section of(String id, Facts root) {
    OnlineResult result = new OnlineResult(root);
    OnlineSection section = new OnlineSection(result);
    String title = root.text("dataset") + ": router or single model?";
    return new Section(id, title, new OnlineVerdict(result).verdict(), section.parts());
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part(
            "Accuracy per dollar",
            List.of(
                new Block.Figure(figures.accuracyPerDollar()),
                new Block.Words(
                    "Quality-per-dollar is one over what one more right answer is worth to you in"
                        + " dollars: 30 says 3.3 cents. The gain is the difference in accuracy, in"
                        + " points of a hundred, once the difference in cost is paid for at that"
                        + " price. The last column is what the cheapest random mix of single models"
                        + " costs that is as accurate as the router; '-' where none is."),
                new Block.Table(trades()),
                new Block.Table(singles()))));
    new Groupings(result).part().ifPresent(parts::add);
    result.details().ifPresent(details -> behind(parts, details));
    parts.add(learning());
    parts.add(
        new Part(
            "Against other ways to choose",
            List.of(
                new Block.Words(
                    "Accuracy less cost at each quality-per-dollar, held out. Uniform draws a model"
                        + " at random; category mean takes the model best on the published"
                        + " category; kNN and ridge were shown every model's answer, which no"
                        + " router in service sees; the oracle knows the answers beforehand and"
                        + " cannot exist."),
                new Block.Table(references()))));
    parts.add(new Part("How it was measured", List.of(new Block.Words(method()))));
    return parts;
  }

  private void behind(List<Part> parts, Facts details) {
    Trade at = result.middle();
    Facts behind = result.behind(at).orElseThrow();
    parts.add(
        new Part(
            "Do its predictions come true?",
            List.of(
                new Block.Words(
                    "Held-out requests by the quality the router predicted of the model it chose,"
                        + " at "
                        + at.perDollar()
                        + " quality-per-dollar. Above the line it is too modest,"
                        + " below it too sure."),
                new Block.Figure(figures.reliability(behind)),
                new Block.Table(reliability(behind)))));
    Facts whatIf = details.object("what_if");
    parts.add(
        new Part(
            "What another trade would give",
            List.of(
                new Block.Words(
                    "The router trained at "
                        + Unit.PLAIN.tick(whatIf.number("trained_at"))
                        + " quality-per-dollar, no longer learning, asked at others: what moving"
                        + " the dial would do, before you move it."),
                new Block.Figure(figures.whatIf(whatIf)),
                new Block.Table(whatIf(whatIf)))));
    parts.add(new Part("Which models it asks", List.of(new Block.Table(shares()))));
  }

  private Part learning() {
    List<Block> blocks = new ArrayList<>();
    boolean isDrawn =
        result.behind(result.middle()).filter(b -> !b.objects("learning").isEmpty()).isPresent();
    if (isDrawn) {
      blocks.add(new Block.Figure(figures.learning()));
    }
    blocks.add(new Block.Table(whileLearning()));
    return new Part("What learning costs", blocks);
  }

  private Sheet trades() {
    Sheet sheet =
        Sheet.of(
            "trades",
            "The router and the best single model, held out, mean over the seeds",
            Column.of("Quality per dollar", "lambda", Unit.PLAIN),
            Column.text("Right answer worth", "value_of_a_right_answer"),
            Column.text("Pick", "pick"),
            Column.interval("Gain, points", "gain", Unit.POINTS),
            Column.interval("Router right", "router_quality", Unit.PERCENT),
            Column.interval("Router, USD per 1,000", "router_cost_usd", Unit.USD_PER_1K),
            Column.text("Best single model", "single"),
            Column.interval("Single right", "single_quality", Unit.PERCENT),
            Column.interval("Its USD per 1,000", "single_cost_usd", Unit.USD_PER_1K),
            Column.of("As good a mix costs", "mix_cost_usd", Unit.USD_PER_1K));
    for (Trade trade : result.trades()) {
      OptionalDouble mix = result.mix().costOf(trade.router().quality().mean());
      sheet.add(
          Cell.of(trade.lambda()),
          Cell.of(trade.value()),
          Cell.of(trade.pick()).strong(true),
          Cell.of(trade.gain()),
          Cell.of(trade.router().quality()),
          Cell.of(trade.router().cost()),
          Cell.of(trade.single()),
          Cell.of(trade.alone().quality()),
          Cell.of(trade.alone().cost()),
          Cell.of(mix.orElse(Double.NaN)));
    }
    return sheet;
  }

  private Sheet singles() {
    Sheet sheet =
        Sheet.of(
            "single-models",
            "Single models by cost",
            Column.text("Model", "model"),
            Column.of("Right", "quality", Unit.PERCENT),
            Column.of("USD per 1,000", "cost_usd", Unit.USD_PER_1K));
    result.singles().stream()
        .sorted(Comparator.comparingDouble(Point::cost))
        .forEach(s -> sheet.add(Cell.of(s.name()), Cell.of(s.quality()), Cell.of(s.cost())));
    return sheet;
  }

  private static Sheet reliability(Facts behind) {
    Sheet sheet =
        Sheet.of(
            "reliability",
            "Predicted quality and what came of it",
            Column.of("Predicted", "predicted", Unit.PERCENT),
            Column.interval("Right", "observed", Unit.PERCENT),
            Column.of("Requests a seed", "n", Unit.COUNT));
    for (Facts bin : behind.objects("reliability")) {
      sheet.add(
          Cell.of(bin.number("predicted")), Cell.of(Parts.observed(bin)), Cell.of(bin.number("n")));
    }
    return sheet;
  }

  private static Sheet whatIf(Facts whatIf) {
    Sheet sheet =
        Sheet.of(
            "what-if",
            "One trained router at other trades; the spread is over seeds",
            Column.of("Quality per dollar", "lambda", Unit.PLAIN),
            Column.of("Right", "quality", Unit.PERCENT),
            Column.of("Spread, points", "quality_seed_sd", Unit.POINTS),
            Column.of("USD per 1,000", "cost_usd", Unit.USD_PER_1K));
    for (Facts point : whatIf.objects("points")) {
      sheet.add(
          Cell.of(point.number("lambda")),
          Cell.of(point.number("quality")),
          Cell.of(point.number("quality_seed_sd")),
          Cell.of(point.number("cost_usd")));
    }
    return sheet;
  }

  private Sheet shares() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("Model", "model"));
    for (Trade trade : result.trades()) {
      String key = "share_at_lambda_" + trade.perDollar();
      columns.add(Column.of("at " + trade.perDollar(), key, Unit.PERCENT));
    }
    Sheet sheet =
        Sheet.of(
            "shares",
            "Share of held-out requests, by quality-per-dollar",
            columns.toArray(Column[]::new));
    List<List<Facts>> arms =
        result.trades().stream().map(t -> result.behind(t).orElseThrow().objects("arms")).toList();
    for (int a = 0; a < arms.getFirst().size(); a++) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(arms.getFirst().get(a).text("arm")));
      for (List<Facts> at : arms) {
        cells.add(Cell.of(at.get(a).number("share")));
      }
      sheet.add(cells);
    }
    return sheet;
  }

  private Sheet whileLearning() {
    Sheet sheet =
        Sheet.of(
            "learning",
            "Over the " + Unit.COUNT.text(result.streamed()) + " requests it learnt from",
            Column.of("Quality per dollar", "lambda", Unit.PLAIN),
            Column.interval("Gain while learning, points", "utility_vs_best_fixed", Unit.POINTS),
            Column.of("Explored", "explored", Unit.PERCENT));
    for (Facts at : result.learner().objects("per_lambda")) {
      sheet.add(
          Cell.of(at.number("lambda")),
          Cell.of(at.estimate("utility_vs_best_fixed")),
          Cell.of(at.optionalNumber("explored").orElse(Double.NaN)));
    }
    return sheet;
  }

  private Sheet references() {
    Sheet sheet =
        Sheet.of(
            "references",
            "Accuracy less cost at each quality-per-dollar",
            Column.of("Quality per dollar", "lambda", Unit.PLAIN),
            Column.of("Uniform", "uniform", Unit.PERCENT),
            Column.of("Best single", "best_fixed", Unit.PERCENT),
            Column.of("Router", "learner", Unit.PERCENT),
            Column.of("Category mean", "category_mean", Unit.PERCENT),
            Column.of("kNN", "knn", Unit.PERCENT),
            Column.of("Ridge", "ridge", Unit.PERCENT),
            Column.of("Oracle", "oracle", Unit.PERCENT));
    List<String> columns =
        List.of(
            "lambda",
            "uniform",
            "best_fixed",
            "learner",
            "category_mean",
            "knn",
            "ridge",
            "oracle");
    for (Facts at : result.learner().objects("per_lambda")) {
      sheet.add(
          columns.stream().map(c -> Cell.of(at.optionalNumber(c).orElse(Double.NaN))).toList());
    }
    return sheet;
  }

  private String method() {
    Facts root = result.root();
    Facts learner = result.learner();
    StringBuilder method = new StringBuilder();
    method
        .append(Unit.COUNT.text(root.number("n")))
        .append(" prompts of ")
        .append(root.text("dataset"))
        .append(" with the recorded answers of every model (")
        .append(Unit.COUNT.text(root.number("dropped")))
        .append(" dropped for want of some). For each seed they were shuffled: the router '")
        .append(learner.text("name"))
        .append("' learnt from the first half, told only what feedback '")
        .append(learner.text("feedback"))
        .append(
            "' tells of the model it chose; the second half was held out, and all accuracies and")
        .append(" costs are of it unless said otherwise.");
    learner
        .optionalNumber("seeds")
        .ifPresent(seeds -> method.append(" Seeds: ").append(Unit.COUNT.text(seeds)).append('.'));
    for (String setting : List.of("scenario", "priors", "strategies")) {
      if (learner.has(setting)) {
        method.append(' ').append(setting).append(": ").append(learner.text(setting)).append('.');
      }
    }
    learner
        .optional("decision_micros")
        .ifPresent(
            micros ->
                method
                    .append(" A decision took ")
                    .append(Unit.COUNT.text(micros.number("p50")))
                    .append(" microseconds (median)."));
    return method.toString();
  }
}
