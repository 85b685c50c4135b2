package dev.pointsman.eval.report;

import dev.pointsman.eval.report.Section.Part;
import dev.pointsman.eval.report.Section.Pick;
import dev.pointsman.eval.report.Section.Verdict;
import dev.pointsman.eval.report.Sheet.Cell;
import dev.pointsman.eval.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `eval ope` found: the value of a policy that did not serve, from the log of one that did.
final class OpeSection {

  private static final Map<String, String> NAMES =
      Map.of(
          "ips", "IPS: weighting",
          "snips", "SNIPS: weighting, normalised",
          "dm", "DM: a model of rewards alone",
          "dr", "DR: model and weighting",
          "sndr", "SNDR: the same, normalised");

  private final Facts root;
  private final String target;

  private OpeSection(Facts root) {
    this.root = root;
    this.target = root.has("target") ? root.text("target") : "the target policy";
  }

  static Section of(String id, Facts root) {
    OpeSection section = new OpeSection(root);
    String title = root.name() + ": would another policy have done better?";
    return new Section(id, title, section.verdict(), section.parts());
  }

  private static Estimate read(Facts estimate) {
    return Estimate.of(
        estimate.optionalNumber("estimate").orElse(Double.NaN),
        estimate.optionalNumber("lo").orElse(Double.NaN),
        estimate.optionalNumber("hi").orElse(Double.NaN));
  }

  private Verdict verdict() {
    List<String> reasons = root.texts("reasons");
    if (!root.text("verdict").equals("ok")) {
      List<String> caveats = new ArrayList<>(reasons);
      caveats.add("The figures below are shown for what they are; do not decide by them.");
      return new Verdict(
          "Do not decide by this log.",
          "It cannot tell what " + target + " would have earned, for these reasons:",
          List.of(),
          caveats);
    }
    Estimate value = read(root.optional("dr").orElseGet(() -> root.object("snips")));
    String answer =
        "Had " + target + " served, mean reward would have been " + Unit.PERCENT.text(value) + ".";
    List<Pick> picks = new ArrayList<>();
    if (root.has("logged")) {
      answer +=
          " The policy that did serve earned "
              + Unit.PERCENT.text(read(root.object("logged")))
              + ".";
    }
    String headline = "This log can be relied on for " + target + ".";
    Optional<Pick> pick = gain().map(this::pick);
    pick.ifPresent(picks::add);
    String labelled = Unit.COUNT.text(root.number("n")) + " labelled requests";
    return new Verdict(
        headline,
        answer,
        picks,
        List.of("From " + labelled + "; it holds for requests of their kind."));
  }

  private Optional<Estimate> gain() {
    return root.optional("gain").flatMap(gain -> gain.optional("dr")).map(OpeSection::read);
  }

  private Pick pick(Estimate gain) {
    String when = "If only reward counts";
    String difference = "the difference is " + Unit.POINTS.text(gain) + " points";
    if (gain.isAbove()) {
      return new Pick(when, "Pick " + target + ":", difference + ".");
    }
    if (gain.isBelow()) {
      return new Pick(when, "Keep the policy that served:", difference + ".");
    }
    return new Pick(when, "Keep the policy that served:", difference + ", which may be chance.");
  }

  private List<Part> parts() {
    Forest forest = new Forest();
    Sheet sheet =
        Sheet.of(
            "estimates",
            "Mean reward of " + target + ", by estimator",
            Column.text("Estimator", "estimator"),
            Column.interval("Mean reward", "estimate", Unit.PERCENT),
            Column.of("Standard error", "se", Unit.PLAIN));
    List<String> names = new ArrayList<>();
    root.node().fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!root.node().path(name).path("estimate").isNumber() || name.endsWith("cost_usd")) {
        continue;
      }
      Facts estimate = root.object(name);
      String shown = name.equals("logged") ? "as served" : NAMES.getOrDefault(name, name);
      forest.add(shown, read(estimate), Unit.PERCENT);
      sheet.add(
          Cell.of(shown),
          Cell.of(read(estimate)),
          Cell.of(estimate.optionalNumber("se").orElse(Double.NaN)));
    }
    List<Block> blocks = new ArrayList<>();
    if (!forest.isEmpty()) {
      Chart.Axis reward = Chart.Axis.linear("mean reward", Unit.PERCENT);
      blocks.add(new Block.Figure(forest.chart("estimates", "Estimates of mean reward", reward)));
    }
    blocks.add(new Block.Table(sheet));
    blocks.add(
        new Block.Words(
            "Estimators that agree speak for each other. The effective sample size is "
                + Unit.COUNT.text(root.number("ess"))
                + " of "
                + Unit.COUNT.text(root.number("n"))
                + " labelled requests; the heaviest weight is "
                + Unit.PLAIN.text(root.number("max_weight"))
                + "."));
    return List.of(new Part("Estimates", blocks));
  }
}
