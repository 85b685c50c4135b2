package dev.pointsman.router.admin;

import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisTable;
import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.router.alerts.Alert;
import dev.pointsman.router.alerts.AlertBook;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `spend reconcile`: what a provider charged beside what was counted, by day and model. Exit code
/// 1 when any of them is more than 1 % apart, and an alert.
@Command(
    name = "reconcile",
    description = "A provider's invoice or usage export beside the ledger; 1 on a drift over 1 %.",
    mixinStandardHelpOptions = true)
final class SpendReconcileCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 30;

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
    out.flush();
    if (!found.isDrifting()) {
      return 0;
    }
    raise(store, found, days);
    return 1;
  }

  /// As an alert that a running router sends; once for the same days.
  private static void raise(PlaceOptions.Store store, Reconciliation found, List<LocalDate> days) {
    Alert alert =
        Alert.drift(
            days.getFirst(),
            days.getLast(),
            found.drifting().mapToLong(Row::counted).sum(),
            found.drifting().mapToLong(Row::invoiced).sum(),
            System.currentTimeMillis());
    try (RedisConnection redis = store.connect()) {
      boolean isSending = store.config().alerting().webhook().isPresent();
      new AlertBook(new RedisTable(redis, AlertBook.TABLE))
          .enter(alert, isSending)
          .toCompletableFuture()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      throw new StoreAwayException("Redis does not answer: " + e.getMessage(), e);
    }
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
