package dev.pointsman.router.admin;

import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.spend.Invoice;
import dev.pointsman.router.spend.Invoice.Line;
import dev.pointsman.router.spend.Reconciliation;
import dev.pointsman.router.spend.Reconciliation.Row;
import dev.pointsman.router.spend.SpendWindow.Period;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `spend reconcile`: what a provider charged beside what was counted, by day and model. Exit code
/// 1 when any of them is more than 1 % apart.
@Command(
    name = "reconcile",
    description = "A provider's invoice or usage export beside the ledger; 1 on a drift over 1 %.",
    mixinStandardHelpOptions = true)
final class SpendReconcileCommand implements Callable<Integer> {

  @Mixin private LedgerOptions options = new LedgerOptions();

  @Option(
      names = "--invoice",
      required = true,
      paramLabel = "FILE",
      description = "CSV: FOCUS rows, OpenAI's cost export, Anthropic's cost export.")
  private Path invoice = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Invoice read = read();
    List<LocalDate> days = read.microUsd().keySet().stream().map(Line::day).sorted().toList();
    if (days.isEmpty()) {
      throw new ConfigProblem("--invoice " + invoice + ": it charges nothing");
    }
    PlaceOptions.Store store = options.store();
    Period period =
        new Period(Grain.DAY, millis(days.getFirst()), millis(days.getLast().plusDays(1)));
    Reconciliation found =
        Reconciliation.of(
            read, options.read(store, period), arm -> LedgerOptions.source(store, arm).model());
    PrintWriter out = spec.commandLine().getOut();
    out.println("day         invoiced_usd  counted_usd  drift    model");
    found.rows().forEach(row -> out.println(text(row)));
    out.println(found.isDrifting() ? "drift over 1 %" : "all within 1 %");
    return found.isDrifting() ? 1 : 0;
  }

  private static String text(Row row) {
    return "%s  %12s  %11s  %+6.2f%%%s %s"
        .formatted(
            row.line().day(),
            PriceList.usd(row.invoiced()),
            PriceList.usd(row.counted()),
            100 * row.drift(),
            row.isDrifting() ? "!" : " ",
            row.line().model());
  }

  private Invoice read() {
    try {
      return Invoice.parse(Files.readString(invoice));
    } catch (IOException e) {
      throw new ConfigProblem("--invoice " + invoice + " cannot be read; is it a text file?");
    } catch (Invoice.Unreadable e) {
      throw new ConfigProblem("--invoice " + invoice + ": " + e.getMessage());
    }
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
