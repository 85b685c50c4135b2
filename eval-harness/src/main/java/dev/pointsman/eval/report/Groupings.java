package dev.pointsman.eval.report;

import dev.pointsman.eval.report.Sheet.Cell;
import dev.pointsman.eval.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The kinds of prompts on which a router is better or worse than the best single model.
final class Groupings {

  static final Map<String, String> KINDS =
      Map.of("category", "Category", "length", "Length of the prompt", "solved_by", "Answered by");

  private static final int MOST_IN_FIGURE = 30;

  private final OnlineResult result;

  Groupings(OnlineResult result) {
    this.result = result;
  }

  private List<Facts> groups(Trade at, String by) {
    return result.behind(at).stream()
        .flatMap(behind -> behind.objects("groups").stream())
        .filter(group -> group.text("by").equals(by))
        .toList();
  }

  /// Where the router is surely better or worse than the best single model; none where nothing is
  /// recorded by category.
  Optional<String> surprises(Trade at) {
    List<String> better = new ArrayList<>();
    List<String> worse = new ArrayList<>();
    List<Facts> groups = groups(at, "category");
    for (Facts group : groups) {
      Estimate difference = group.estimate("difference");
      if (difference.isAbove()) {
        better.add(group.text("name"));
      }
      if (difference.isBelow()) {
        worse.add(group.text("name"));
      }
    }
    if (groups.size() < 2) {
      return Optional.empty();
    }
    String lead =
        "At " + at.perDollar() + " quality-per-dollar, of " + groups.size() + " categories";
    return Optional.of(
        lead
            + " the router is better on "
            + list(better)
            + "; worse on "
            + list(worse)
            + "; elsewhere no difference can be shown.");
  }

  private static String list(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    int most = 8;
    String shown = String.join(", ", names.stream().limit(most).toList());
    return names.size() > most ? shown + " and " + (names.size() - most) + " more" : shown;
  }

  Optional<Section.Part> part() {
    Trade at = result.middle();
    if (groups(at, "category").isEmpty()) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            "The gain is the router's accuracy less the best single model's, each less its cost at "
                + at.perDollar()
                + " quality-per-dollar. Right of the line the router is better."
                + " Categories are those published with the data; the router is not told them."));
    blocks.add(new Block.Figure(figure(at)));
    blocks.add(new Block.Table(byLambda()));
    blocks.add(
        new Block.Words(
            "Segments: by length of the prompt, in thirds, and by how many of the single models are"
                + " right. The last is hindsight: nothing can be gained where all are right or"
                + " none. Harm: wrong where the strongest single model is right; luck: the"
                + " reverse."));
    blocks.add(new Block.Table(segments(at)));
    return Optional.of(new Section.Part("Where the gain comes from", blocks));
  }

  private Chart figure(Trade at) {
    List<Facts> groups = groups(at, "category").stream().limit(MOST_IN_FIGURE).toList();
    List<Chart.Dot> dots = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      dots.add(new Chart.Dot(groups.get(i).estimate("difference"), Estimate.bare(i), ""));
    }
    List<Chart.Dot> zero = List.of(Chart.Dot.of(0, 0), Chart.Dot.of(0, groups.size() - 1));
    return new Chart(
        "gain-by-category",
        "Gain by category at " + at.perDollar() + " quality-per-dollar",
        surprises(at).orElse("One category."),
        Chart.Axis.linear("points gained over " + at.single(), Unit.POINTS),
        Chart.Axis.rows(groups.stream().map(group -> group.text("name")).toList()),
        List.of(
            new Chart.Line("router less best single", Chart.Style.DOTS, dots),
            new Chart.Line("no difference", Chart.Style.GUIDE, zero)));
  }

  private Sheet byLambda() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("Category", "category"));
    columns.add(Column.of("Prompts", "n", Unit.COUNT));
    for (Trade trade : result.trades()) {
      String key = "gain_at_lambda_" + trade.perDollar();
      columns.add(Column.interval("at " + trade.perDollar(), key, Unit.POINTS));
    }
    Sheet sheet =
        Sheet.of(
            "gain-by-category",
            "Points gained over the best single model, by category and quality-per-dollar;"
                + " bold where the interval leaves no doubt",
            columns.toArray(Column[]::new));
    List<Facts> groups = groups(result.middle(), "category");
    for (int i = 0; i < groups.size(); i++) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(groups.get(i).text("name")));
      cells.add(Cell.of(groups.get(i).number("n")));
      for (Trade trade : result.trades()) {
        cells.add(gain(groups(trade, "category").get(i)));
      }
      sheet.add(cells);
    }
    return sheet;
  }

  private static Cell gain(Facts group) {
    Estimate gain = group.estimate("difference");
    return Cell.of(gain).strong(gain.isAbove() || gain.isBelow());
  }

  private static Cell share(Facts group, String name) {
    OptionalDouble share = group.optionalNumber(name);
    return share.isPresent() ? Cell.of(Estimate.bare(share.getAsDouble())) : Cell.of("-");
  }

  private Sheet segments(Trade at) {
    Sheet sheet =
        Sheet.of(
            "segments",
            "By segment at " + at.perDollar() + " quality-per-dollar",
            Column.text("Segment", "segment"),
            Column.of("Prompts", "n", Unit.COUNT),
            Column.interval("Router right", "router_quality", Unit.PERCENT),
            Column.of("USD per 1,000", "router_cost_usd", Unit.USD_PER_1K),
            Column.interval("Best single right", "single_quality", Unit.PERCENT),
            Column.of("USD per 1,000", "single_cost_usd", Unit.USD_PER_1K),
            Column.interval("Gain, points", "gain", Unit.POINTS),
            Column.of("Harm", "harm", Unit.PERCENT),
            Column.of("Luck", "luck", Unit.PERCENT));
    for (String by : List.of("length", "solved_by", "category")) {
      for (Facts group : groups(at, by)) {
        sheet.add(
            Cell.of(KINDS.getOrDefault(by, by) + ": " + group.text("name")),
            Cell.of(group.number("n")),
            Cell.of(group.estimate("quality")),
            Cell.of(Estimate.bare(group.estimate("cost_usd").mean())),
            Cell.of(group.estimate("best_fixed_quality")),
            Cell.of(Estimate.bare(group.estimate("best_fixed_cost_usd").mean())),
            gain(group),
            share(group, "harm"),
            share(group, "luck"));
      }
    }
    return sheet;
  }
}
