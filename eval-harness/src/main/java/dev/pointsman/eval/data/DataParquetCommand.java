package dev.pointsman.eval.data;

import dev.pointsman.datasets.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `data parquet`: an export of spend as Parquet.
@Command(name = "parquet", description = "Turns an export of spend (CSV) into Parquet.")
public final class DataParquetCommand implements Runnable {

  @Parameters(paramLabel = "FILE", description = "What `export focus` or `export usage` wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to; its name ends in .parquet.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Write over what is there.")
  private boolean isForced;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    if (!Files.isReadable(file)) {
      throw new BadInputException(file.toString(), "cannot be read", "name an export of spend");
    }
    if (!out.toString().endsWith(".parquet")) {
      throw new BadInputException("--out", "was " + out, "give a name that ends in .parquet");
    }
    if (Files.exists(out) && !isForced) {
      throw new BadInputException("--out", out + " is there", "name another, or give --force");
    }
    long rows = SpendParquet.write(file, out);
    spec.commandLine().getOut().println("wrote " + out + ": " + rows + " rows");
  }
}
