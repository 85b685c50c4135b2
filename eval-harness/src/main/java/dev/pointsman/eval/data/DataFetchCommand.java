package dev.pointsman.eval.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.FailedException;
import dev.pointsman.eval.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `data fetch`: downloads a public file; a broken transfer is resumed, also by the next run.
@Command(name = "fetch", description = "Downloads a public data set named by data list.")
public final class DataFetchCommand implements Runnable {

  @Parameters(paramLabel = "NAME", description = "Which one; data list names them.")
  private String name = "";

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where to put it (default: here).")
  private Path folder = Path.of("");

  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      description = "Sources of your own, in the form of the shipped sources.json.")
  private @Nullable Path catalogue;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Longest silence before a transfer is taken for broken (default: 30).")
  private int patience;

  @Option(names = "--force", description = "Fetch again what is there.")
  private boolean isForced;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Source source =
        (catalogue == null ? Catalogue.shipped() : Catalogue.read(catalogue)).find(name);
    if (patience < 1 || patience > 3600) {
      throw new BadInputException("--patience", "was " + patience, "give 1..3600 seconds");
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new BadInputException(
          "--dir " + folder, "is no folder that can be written", "make it, or name another");
    }
    Path target = folder.resolve(source.file());
    if (!isForced && Files.exists(target)) {
      throw new BadInputException(
          "--dir " + folder, target + " is there already", "use it, or give --force");
    }
    String sum = download(source, target);
    PrintWriter out = spec.commandLine().getOut();
    String checked =
        source.knownSum().isPresent()
            ? "as it should be"
            : "none is known to compare with; keep it to compare with the next time";
    out.println("fetched " + target + " (" + source.licence() + ")");
    out.println("sha256 " + sum + ": " + checked);
    out.println("next: " + source.importCommand(target.toString()));
    out.flush();
  }

  private String download(Source source, Path target) {
    Bar bar = new Bar("fetch " + source.name(), spec.commandLine().getErr());
    try (bar) {
      Download download = new Download(source, new PartFile(target), Duration.ofSeconds(patience));
      String sum = download.run(bar::at);
      writeOrigin(source, target, sum);
      return sum;
    } catch (IOException e) {
      throw new FailedException(
          "fetch " + source.name() + ": " + target + " cannot be written: " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new FailedException("fetch " + source.name() + ": interrupted");
    }
  }

  /// `FILE.source.json`, from which `data import` takes source and licence.
  private static void writeOrigin(Source source, Path target, String sum) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode origin = json.createObjectNode();
    origin.put("source", source.url());
    origin.put("licence", source.licence());
    origin.put("sha256", sum);
    Files.writeString(
        target.resolveSibling(target.getFileName() + ".source.json"),
        json.writerWithDefaultPrettyPrinter().writeValueAsString(origin) + "\n");
  }

  /// Per cent as steps of a progress bar, which appears once the size is known.
  private static final class Bar implements AutoCloseable {
    private static final int STEPS = 100;
    private final String what;
    private final PrintWriter err;
    private @Nullable Progress progress;
    private int steps;

    Bar(String what, PrintWriter err) {
      this.what = what + " (%)";
      this.err = err;
    }

    void at(long bytes, long whole) {
      if (whole <= 0) {
        return;
      }
      Progress shown = progress == null ? new Progress(what, STEPS, err) : progress;
      progress = shown;
      for (; steps < STEPS * bytes / whole; steps++) {
        shown.step();
      }
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
