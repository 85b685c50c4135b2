package dev.pointsman.eval.data;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.Manifest;
import dev.pointsman.datasets.TableWriter;
import dev.pointsman.datasets.tasks.TaskTable;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `data make`: a table made here, without any download.
@Command(name = "make", description = "Makes a table: demo, the tasks of the demo with their keys.")
public final class DataMakeCommand implements Runnable {

  @Parameters(paramLabel = "NAME", description = "What to make: demo.")
  private String name = "";

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How many rows (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "The same seed makes the same rows (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The table to write, X.outcomes.jsonl.gz; X.meta.json goes beside it.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Write over what is there.")
  private boolean isForced;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    if (!name.equals("demo")) {
      throw new BadInputException("NAME", "nothing is known to make '" + name + "'", "give demo");
    }
    if (rows < 1 || rows > TaskTable.MOST_ROWS) {
      throw new BadInputException(
          "--rows", "was " + rows, "give a number in 1.." + TaskTable.MOST_ROWS);
    }
    TableWriter writer = TableWriter.to(out, isForced);
    String source = "data make demo --rows " + rows + " --seed " + seed;
    var origin = new Manifest.Origin("made", "Apache-2.0", source, List.of());
    Manifest made = Writing.write(out, writer, TaskTable.rows(rows, seed), origin);
    spec.commandLine().getOut().println("wrote " + out + ": " + made.rows() + " rows");
  }
}
