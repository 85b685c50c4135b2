package dev.pointsman.eval;

import dev.pointsman.eval.online.OnlineReport;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The readable form of an online report.
final class OnlineText {

  private OnlineText() {}

  static String of(OnlineReport report) {
    OnlineReport.Learner learner = report.learner();
    String head =
        String.format(
            Locale.ROOT,
            "%s: %d rows (%d dropped), %d seeds, learner %s, feedback %s, strategies %s, priors"
                + " %s, scenario %s%n",
            report.dataset(),
            report.n(),
            report.dropped(),
            learner.seeds(),
            learner.name(),
            learner.feedback(),
            learner.strategies(),
            learner.priors(),
            learner.scenario());
    String clock =
        String.format(
            Locale.ROOT,
            "decision p50 %.1f us, p99 %.1f us%n",
            learner.decisionMicros().p50(),
            learner.decisionMicros().p99());
    List<OnlineReport.PerBudget> budgets = report.perBudget();
    if (budgets != null) {
      return head
          + "\nWhole table, exploration and grading paid, means over the seeds:\n"
          + budgets(budgets)
          + "\n"
          + clock;
    }
    return head
        + "\nHeld-out utility (quality - lambda x cost), means over the seeds:\n"
        + utilities(learner)
        + "\nBeside it:\n"
        + companions(learner)
        + "\n[95 % interval over rows] (standard deviation over seeds):\n"
        + gains(learner)
        + "\n"
        + totals(learner)
        + clock;
  }

  private static TextTable budgets(List<OnlineReport.PerBudget> budgets) {
    TextTable table =
        new TextTable()
            .row(
                "budget USD/1k",
                "quality",
                "USD/1k",
                "utilisation",
                "mix at budget",
                "mix at cost");
    for (OnlineReport.PerBudget at : budgets) {
      table.row(
          TextTable.perThousand(at.budgetUsd()),
          TextTable.share(at.quality()),
          TextTable.perThousand(at.costUsd()),
          TextTable.share(at.utilisation()),
          TextTable.share(at.hullAtBudget()),
          TextTable.share(at.hullAtCost()));
    }
    return table;
  }

  private static TextTable utilities(OnlineReport.Learner learner) {
    TextTable table = new TextTable();
    table.row(
        "lambda",
        "uniform",
        "best fixed",
        "category",
        "knn",
        "ridge",
        "learner",
        "oracle",
        "quality",
        "USD/1k");
    for (OnlineReport.PerLambda at : learner.perLambda()) {
      table.row(
          number(at.lambda()),
          TextTable.share(at.uniform()),
          TextTable.share(at.bestFixed()),
          TextTable.share(at.categoryMean()),
          TextTable.share(at.knn()),
          TextTable.share(at.ridge()),
          TextTable.share(at.learner()),
          TextTable.share(at.oracle()),
          TextTable.share(at.quality()),
          TextTable.perThousand(at.costUsd()));
    }
    return table;
  }

  private static TextTable companions(OnlineReport.Learner learner) {
    TextTable table =
        new TextTable()
            .row("lambda", "oracle's quality at this cost", "RouterArena", "logistic", "forest");
    for (OnlineReport.PerLambda at : learner.perLambda()) {
      table.row(
          number(at.lambda()),
          TextTable.share(at.beside().oracleAtCost()),
          TextTable.share(at.beside().routerArena()),
          optional(at.beside().logistic()),
          optional(at.beside().forest()));
    }
    return table;
  }

  private static String optional(@Nullable Double value) {
    return value == null ? "-" : TextTable.share(value);
  }

  private static TextTable gains(OnlineReport.Learner learner) {
    TextTable table =
        new TextTable()
            .row("lambda", "learner - best fixed", "gain recovered", "while learning", "explored");
    for (OnlineReport.PerLambda at : learner.perLambda()) {
      OnlineReport.Interval recovered = at.gainRecovered();
      table.row(
          number(at.lambda()),
          interval(at.learnerMinusBestFixed()),
          recovered == null ? "-" : interval(recovered),
          interval(at.utilityVsBestFixed()),
          TextTable.share(at.explored()));
    }
    return table;
  }

  private static String totals(OnlineReport.Learner learner) {
    OnlineReport.HeldOut heldOut = learner.heldOut();
    if (heldOut == null) {
      return "";
    }
    Double costAt99 = heldOut.costAt99().mean();
    String totals =
        String.format(
            Locale.ROOT,
            """
            AIQ %s; static mix of singles %.4f; as RouterBench's code has it %.4f
            99 %% of the best single at %s USD/1k (reached by %.0f %% of the seeds)
            misroute %.3f, harm %.3f, luck %.3f
            """,
            interval(heldOut.aiq()),
            heldOut.aiqSingles(),
            heldOut.aiqAsCoded(),
            costAt99 == null ? "never" : TextTable.perThousand(costAt99),
            100 * heldOut.costAt99().reached(),
            heldOut.misroute(),
            heldOut.harm(),
            heldOut.luck());
    OnlineReport.Calls calls = learner.calls();
    if (calls == null) {
      return totals;
    }
    return totals
        + String.format(
            Locale.ROOT,
            "APGR %.4f, CPT50 %.1f %%, CPT80 %.1f %%%n",
            calls.apgr(),
            100 * calls.cpt50(),
            100 * calls.cpt80());
  }

  private static String number(double lambda) {
    return lambda == Math.rint(lambda) ? Long.toString((long) lambda) : Double.toString(lambda);
  }

  private static String interval(OnlineReport.Interval interval) {
    return String.format(
        Locale.ROOT,
        "%+.4f [%+.4f, %+.4f] (%.4f)",
        interval.mean(),
        interval.ci95().get(0),
        interval.ci95().get(1),
        interval.seedSd());
  }
}
