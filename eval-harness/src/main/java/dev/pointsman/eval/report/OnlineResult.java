package dev.pointsman.eval.report;

import dev.pointsman.eval.frontier.Hull;
import dev.pointsman.eval.frontier.Point;
import dev.pointsman.eval.report.Trade.Served;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What `eval online` wrote, as far as a page needs it. Files from before there were `details` lack
/// names and intervals; the page says so.
final class OnlineResult {

  private final Facts root;
  private final Facts learner;
  private final Optional<Facts> details;
  private final List<Trade> trades = new ArrayList<>();

  OnlineResult(Facts root) {
    this.root = root;
    this.learner = root.object("learner");
    this.details = root.optional("details");
    List<Facts> perLambda = learner.objects("per_lambda");
    List<Facts> behind = details.map(d -> d.objects("per_lambda")).orElse(List.of());
    for (int l = 0; l < perLambda.size(); l++) {
      trades.add(
          l < behind.size() ? full(perLambda.get(l), behind.get(l)) : bare(perLambda.get(l)));
    }
    trades.sort(Comparator.comparingDouble(Trade::lambda));
  }

  private static Trade full(Facts at, Facts behind) {
    Facts all = behind.objects("groups").getFirst();
    return new Trade(
        at.number("lambda"),
        new Served(all.estimate("quality"), all.estimate("cost_usd")),
        behind.text("best_fixed_arm"),
        new Served(all.estimate("best_fixed_quality"), all.estimate("best_fixed_cost_usd")),
        all.estimate("difference"),
        at.estimate("utility_vs_best_fixed"));
  }

  private static Trade bare(Facts at) {
    Estimate unknown = Estimate.bare(Double.NaN);
    Estimate gain =
        at.has("learner_minus_best_fixed")
            ? at.estimate("learner_minus_best_fixed")
            : Estimate.bare(at.number("learner") - at.number("best_fixed"));
    return new Trade(
        at.number("lambda"),
        new Served(Estimate.bare(at.number("quality")), Estimate.bare(at.number("cost_usd"))),
        "the best single model",
        new Served(unknown, unknown),
        gain,
        at.estimate("utility_vs_best_fixed"));
  }

  Facts root() {
    return root;
  }

  Facts learner() {
    return learner;
  }

  Optional<Facts> details() {
    return details;
  }

  /// By ascending lambda: the first cares most about quality, the last most about cost.
  List<Trade> trades() {
    return trades;
  }

  Trade middle() {
    return trades.get(trades.size() / 2);
  }

  /// The details at a lambda.
  Optional<Facts> behind(Trade trade) {
    return details.stream()
        .flatMap(d -> d.objects("per_lambda").stream())
        .filter(at -> at.number("lambda") == trade.lambda())
        .findFirst();
  }

  /// How many requests a learner of this file learnt from.
  int streamed() {
    return (int) root.number("n") / 2;
  }

  /// Held out where that is recorded, else over the whole table.
  List<Point> singles() {
    return details.orElse(root).objects("models").stream()
        .map(m -> new Point(m.number("cost_usd"), m.number("quality"), m.text("id")))
        .toList();
  }

  Hull mix() {
    return Hull.of(singles());
  }
}
