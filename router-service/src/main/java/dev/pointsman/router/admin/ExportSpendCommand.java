package dev.pointsman.router.admin;

import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.spend.Csv;
import dev.pointsman.router.spend.SpendWindow.Period;
import dev.pointsman.router.spend.Spent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What the exports of spend have in common: days in, a file of comma-separated values out.
abstract class ExportSpendCommand implements Callable<Integer> {

  @Mixin private LedgerOptions options = new LedgerOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to; its name ends in .csv.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Write over a file that stands already.")
  private boolean isForced;

  @Spec private CommandSpec spec = CommandSpec.create();

  abstract List<String> columns();

  /// The cells of a row of the given length in time.
  abstract Function<Spent, List<String>> cells(PlaceOptions.Store store, long lengthMillis);

  /// Rows that no request made.
  List<List<String>> more(PlaceOptions.Store store, Period period) {
    return List.of();
  }

  @Override
  public Integer call() {
    if (!out.toString().endsWith(".csv")) {
      throw new ConfigProblem(
          "--out "
              + out
              + ": its name must end in .csv; docs/spend.md says how it becomes Parquet");
    }
    NewFile.check(out, isForced);
    Period period = options.period();
    PlaceOptions.Store store = options.store();
    List<List<String>> rows = new ArrayList<>();
    options.read(store, period).stream()
        .map(cells(store, period.grain().millis()))
        .forEach(rows::add);
    rows.addAll(more(store, period));
    NewFile.write(out, file -> write(file, rows));
    spec.commandLine().getOut().println("wrote " + out + ": " + rows.size() + " rows");
    return 0;
  }

  private void write(OutputStream file, List<List<String>> rows) throws IOException {
    var text = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
    text.write(Csv.line(columns()) + "\n");
    for (List<String> row : rows) {
      text.write(Csv.line(row) + "\n");
    }
    text.flush();
  }
}
