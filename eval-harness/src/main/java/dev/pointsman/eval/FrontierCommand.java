package dev.pointsman.eval;

import dev.pointsman.datasets.OutcomeTable;
import dev.pointsman.datasets.PriceList;
import dev.pointsman.eval.frontier.Frontier;
import dev.pointsman.eval.frontier.FrontierReport;
import dev.pointsman.eval.table.ArmTable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `eval frontier`: what the models of a table cost and score, and what mixing them can reach.
@Command(
    name = "frontier",
    description = "What the recorded models cost and score, and the best mix of them.")
final class FrontierCommand implements Runnable {

  @Mixin private TableOptions options = new TableOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Json.checkWritable(options.json());
    PriceList prices = options.priceList();
    OutcomeTable outcomes = options.read(prices);
    ArmTable table = options.arms(outcomes, prices);
    FrontierReport report = report(options.dataset(), outcomes.dropped(), table);
    Json.print(report, table(report), options.json(), spec.commandLine().getOut());
  }

  static FrontierReport report(String dataset, int dropped, ArmTable table) {
    Frontier frontier = new Frontier(table);
    FrontierReport.@Nullable Mix strategies =
        table.arms() > table.models() ? frontier.strategies() : null;
    return new FrontierReport(
        dataset,
        table.rows(),
        dropped,
        models(frontier),
        frontier.singles(),
        strategies,
        frontier.oracle(),
        frontier.categoryMean());
  }

  static List<FrontierReport.ModelPoint> models(Frontier frontier) {
    return frontier.models().stream()
        .map(point -> new FrontierReport.ModelPoint(point.name(), point.quality(), point.cost()))
        .toList();
  }

  private static String table(FrontierReport report) {
    TextTable models = new TextTable().row("model", "quality", "USD/1k", "on the hull");
    report.models().stream()
        .sorted(Comparator.comparingDouble(FrontierReport.ModelPoint::costUsd))
        .forEach(
            model ->
                models.row(
                    model.id(),
                    TextTable.share(model.quality()),
                    TextTable.perThousand(model.costUsd()),
                    isCorner(report.singles(), model.id()) ? "yes" : ""));
    TextTable mixes =
        new TextTable()
            .row("mix", "AIQ", "best quality", "USD/1k at 99 % of the best single")
            .row(mix("static mix of singles", report.singles()));
    FrontierReport.Mix strategies = report.strategies();
    if (strategies != null) {
      mixes.row(mix("static mix with cascades", strategies));
    }
    mixes
        .row("category mean", TextTable.share(report.categoryMean().aiq()))
        .row("category mean, two-fold", TextTable.share(report.categoryMean().aiqTwoFold()))
        .row(
            "oracle",
            TextTable.share(report.oracle().aiq()),
            TextTable.share(report.oracle().quality()));
    return "%s: %d rows (%d dropped)%n%n%s%n%s"
        .formatted(report.dataset(), report.n(), report.dropped(), models, mixes);
  }

  private static String[] mix(String name, FrontierReport.Mix mix) {
    Double costAt99 = mix.costAt99();
    return new String[] {
      name,
      TextTable.share(mix.aiq()),
      TextTable.share(mix.bestQuality()),
      costAt99 == null ? "never" : TextTable.perThousand(costAt99)
    };
  }

  private static boolean isCorner(FrontierReport.Mix mix, String model) {
    return mix.hull().stream().anyMatch(corner -> corner.getLast().equals(model));
  }
}
