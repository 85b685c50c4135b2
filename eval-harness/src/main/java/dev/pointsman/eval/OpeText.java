package dev.pointsman.eval;

import dev.pointsman.eval.ope.OpeReport;
import dev.pointsman.eval.ope.OpeReport.Interval;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer of `eval ope` for people: SNIPS, DR and SNDR, the verdict in words, and the rest on
/// demand.
final class OpeText {

  private static final Map<String, String> HEADLINE =
      Map.of("snips", "SNIPS", "dr", "DR", "sndr", "SNDR");

  private OpeText() {}

  static String of(String log, OpeReport report, boolean withAppendix) {
    String text =
        "%s: %,d requests, %,d of them labelled%n%sTarget policy: %s%n%n%s%n%s"
            .formatted(
                log,
                report.requests(),
                report.n(),
                fixed(report),
                report.target(),
                headline(report),
                verdict(report));
    return withAppendix ? text + "\n" + appendix(report) : text;
  }

  private static String fixed(OpeReport report) {
    return report.fixed() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d are the same under every policy (named model, pinned turn): --only-routable leaves"
                + " them out%n",
            report.fixed());
  }

  private static String headline(OpeReport report) {
    TextTable table =
        new TextTable().row("quality", "estimate", "95 % interval", "minus the log's own");
    for (String name : new String[] {"snips", "dr", "sndr"}) {
      Interval estimate = report.estimates().get(name);
      Interval gain = report.gain().get(name);
      table.row(
          HEADLINE.getOrDefault(name, name),
          number(estimate == null ? null : estimate.estimate()),
          interval(estimate),
          gain == null ? "" : signed(gain.estimate()) + " (" + interval(gain) + ")");
    }
    table.row("the log's own", number(report.logged().estimate()), interval(report.logged()));
    Interval cost = report.costUsd();
    Interval paid = report.loggedCostUsd();
    if (cost != null && paid != null) {
      table.row("USD/1k", perThousand(cost.estimate()), between(cost));
      table.row("the log's own", perThousand(paid.estimate()), between(paid));
    }
    return table.toString();
  }

  private static String verdict(OpeReport report) {
    if (report.isOk()) {
      return String.format(
          Locale.ROOT,
          "Verdict: ok. The log is worth %,.0f rows of the target's own.%n",
          report.essRoutable());
    }
    StringBuilder text = new StringBuilder("Verdict: refused. Do not act on these figures:\n");
    report.reasons().forEach(reason -> text.append("  - ").append(reason).append('\n'));
    return text.toString();
  }

  private static String appendix(OpeReport report) {
    TextTable table = new TextTable().row("estimator", "estimate", "se", "95 % interval");
    report
        .estimates()
        .forEach(
            (name, estimate) ->
                table.row(
                    name, number(estimate.estimate()), number(estimate.se()), interval(estimate)));
    OpeReport.Bounds anytime = report.anytime();
    if (anytime != null) {
      table.row("ips, at any time", "", "", range(anytime.lo(), anytime.hi()));
    }
    TextTable weights =
        new TextTable()
            .row("reward model", report.model())
            .row("effective sample size", number(report.ess()))
            .row("the same where a policy had a say", number(report.essRoutable()))
            .row("largest weight", number(report.maxWeight()))
            .row("mean weight (1 expected)", number(report.meanWeight()))
            .row("held by the heaviest 1 % of matching rows", number(report.topShare()))
            .row("share the log could not show", number(report.unsupportedShare()))
            .row("requests without a say", Long.toString(report.fixed()))
            .row("volunteered labels left out", Long.toString(report.volunteered()));
    return table + "\n" + weights;
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : TextTable.share(value);
  }

  private static String signed(@Nullable Double value) {
    return value == null ? "-" : TextTable.signed(value);
  }

  private static String perThousand(@Nullable Double usd) {
    return usd == null ? "-" : TextTable.perThousand(usd);
  }

  private static String between(Interval usd) {
    return perThousand(usd.lo()) + " .. " + perThousand(usd.hi());
  }

  private static String interval(@Nullable Interval interval) {
    if (interval == null) {
      return "-";
    }
    return range(interval.lo(), interval.hi());
  }

  private static String range(@Nullable Double low, @Nullable Double high) {
    return number(low) + " .. " + number(high);
  }
}
