package dev.pointsman.eval.report;

import dev.pointsman.eval.frontier.Hull;
import dev.pointsman.eval.frontier.Point;
import dev.pointsman.eval.report.Chart.Axis;
import dev.pointsman.eval.report.Chart.Dot;
import dev.pointsman.eval.report.Chart.Line;
import dev.pointsman.eval.report.Chart.Style;
import java.util.ArrayList;
import java.util.List;

/// The figures of an online replay.
final class OnlineFigures {

  private static final Axis COST = Axis.log("mean cost, USD per 1,000 requests", Unit.USD_PER_1K);
  private static final Axis RIGHT = Axis.linear("answered rightly", Unit.PERCENT);

  private final OnlineResult result;

  OnlineFigures(OnlineResult result) {
    this.result = result;
  }

  Chart accuracyPerDollar() {
    List<Dot> router = new ArrayList<>();
    for (Trade trade : result.trades()) {
      Estimate cost = trade.router().cost();
      router.add(new Dot(cost, trade.router().quality(), "at " + trade.perDollar()));
    }
    return new Chart(
        "accuracy-per-dollar",
        "Accuracy per dollar: further up and left is better",
        "The router's points lie at " + points() + ".",
        COST,
        RIGHT,
        List.of(
            new Line("router, by quality-per-dollar", Style.LINE_AND_DOTS, router),
            new Line("single models", Style.DOTS, singles()),
            new Line("mixing single models at random", Style.GUIDE, mix())));
  }

  private String points() {
    List<String> points = new ArrayList<>();
    for (Trade trade : result.trades()) {
      points.add(
          Unit.PERCENT.text(trade.router().quality().mean())
              + " for "
              + Unit.USD_PER_1K.text(trade.router().cost().mean()));
    }
    return String.join(", ", points);
  }

  private List<Dot> singles() {
    List<Dot> dots = new ArrayList<>();
    for (Point single : result.singles()) {
      Estimate cost = Estimate.bare(single.cost());
      dots.add(new Dot(cost, Estimate.bare(single.quality()), single.name()));
    }
    return dots;
  }

  private List<Dot> mix() {
    return mix(result.mix());
  }

  /// A hull as a curve: its straight lines are curves on a log axis.
  static List<Dot> mix(Hull hull) {
    List<Point> corners = hull.corners();
    List<Dot> dots = new ArrayList<>();
    int steps = 16;
    for (int i = 0; i + 1 < corners.size(); i++) {
      Point a = corners.get(i);
      Point b = corners.get(i + 1);
      for (int step = 0; step <= steps; step++) {
        double share = (double) step / steps;
        share = share * share;
        dots.add(
            Dot.of(
                a.cost() + share * (b.cost() - a.cost()),
                a.quality() + share * (b.quality() - a.quality())));
      }
    }
    return dots;
  }

  Chart reliability(Facts behind) {
    List<Dot> dots = new ArrayList<>();
    for (Facts bin : behind.objects("reliability")) {
      if (bin.number("n") >= 5) {
        dots.add(new Dot(Estimate.bare(bin.number("predicted")), Parts.observed(bin), ""));
      }
    }
    return new Chart(
        "reliability",
        "Predicted and real accuracy: on the line, predictions come true",
        "Bins of predicted quality against the share answered rightly.",
        Axis.linear("predicted quality of the chosen model", Unit.PERCENT),
        RIGHT,
        List.of(
            new Line("requests by prediction", Style.DOTS, dots),
            new Line("as predicted", Style.GUIDE, diagonal(dots))));
  }

  private static List<Dot> diagonal(List<Dot> dots) {
    double least = dots.stream().mapToDouble(dot -> dot.x().mean()).min().orElse(0);
    double greatest = dots.stream().mapToDouble(dot -> dot.x().mean()).max().orElse(1);
    return List.of(Dot.of(least, least), Dot.of(greatest, greatest));
  }

  Chart whatIf(Facts whatIf) {
    List<Dot> curve = new ArrayList<>();
    for (Facts point : whatIf.objects("points")) {
      curve.add(Dot.of(point.number("cost_usd"), point.number("quality")));
    }
    List<Dot> own = new ArrayList<>();
    for (Trade trade : result.trades()) {
      double quality = trade.router().quality().mean();
      Estimate cost = Estimate.bare(trade.router().cost().mean());
      own.add(new Dot(cost, Estimate.bare(quality), "at " + trade.perDollar()));
    }
    return new Chart(
        "what-if",
        "What one trained router would give at other trades",
        "A curve of cost against accuracy as quality-per-dollar goes from the least to the most.",
        COST,
        RIGHT,
        List.of(
            new Line(
                "trained at " + Unit.PLAIN.tick(whatIf.number("trained_at")),
                Style.LINE_AND_DOTS,
                curve),
            new Line("trained at each", Style.DOTS, own),
            new Line("mixing single models at random", Style.GUIDE, mix())));
  }

  Chart learning() {
    List<Line> lines = new ArrayList<>();
    double last = 0;
    for (Trade trade : result.trades()) {
      List<Dot> dots = new ArrayList<>();
      for (Facts moment : result.behind(trade).orElseThrow().objects("learning")) {
        last = moment.number("rounds");
        dots.add(Dot.of(last, moment.number("utility_vs_best_fixed")));
      }
      lines.add(new Line("at " + trade.perDollar(), Style.LINE_AND_DOTS, dots));
    }
    lines.add(new Line("no difference", Style.GUIDE, List.of(Dot.of(0, 0), Dot.of(last, 0))));
    return new Chart(
        "learning",
        "What learning costs: mean gain so far over the best single model in hindsight",
        "Each curve starts below the line and rises as the router learns, or does not.",
        Axis.linear("requests so far", Unit.COUNT),
        Axis.linear("points a request", Unit.POINTS),
        lines);
  }
}
