package dev.pointsman.eval.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.Manifest;
import dev.pointsman.datasets.RowBook;
import dev.pointsman.datasets.TableWriter;
import dev.pointsman.datasets.importing.Format;
import dev.pointsman.datasets.importing.Importer;
import dev.pointsman.datasets.importing.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `data import`: public or own files become one canonical table with a manifest.
///
/// Rows of several files, or of one, join by id where other models answered the same prompt.
@Command(name = "import", description = "Makes a canonical table of files in a public format.")
public final class DataImportCommand implements Runnable {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "What to read; may be gzipped.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      required = true,
      paramLabel = "F",
      description =
          "mmlu-csv, gsm8k, humaneval, mbpp, mmlu-pro, lm-eval, routellm-csv, decisions, canonical,"
              + " or columns for any CSV, JSON Lines or Parquet.")
  private String format = "";

  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      split = ",",
      description = "Which column is what: id=..,prompt=..,score=..,score.MODEL=..")
  private List<String> map = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Whose answers they are, where the file does not say: one, or one a file.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The table to write, X.outcomes.jsonl.gz; X.meta.json goes beside it.")
  private Path out = Path.of("");

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      description = "For the manifest (default: what data fetch noted, else unknown).")
  private @Nullable String licence;

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      description = "For the manifest (default: what data fetch noted, else unknown).")
  private @Nullable String source;

  @Option(names = "--force", description = "Write over what is there.")
  private boolean isForced;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Format parsed = Format.parse(format);
    if (models.size() > 1 && models.size() != files.size()) {
      throw new BadInputException(
          "--model",
          models.size() + " are named for " + files.size() + " files",
          "name one for all, or one a file");
    }
    TableWriter writer = TableWriter.to(out, isForced);
    RowBook book = new RowBook();
    for (int i = 0; i < files.size(); i++) {
      Settings settings = Settings.parse(model(i), map);
      Importer importer =
          parsed == Format.COLUMNS ? new ColumnsImporter(settings) : parsed.importer(settings);
      importer.read(files.get(i), book::add);
    }
    Manifest made = Writing.write(out, writer, book.rows(), origin(parsed));
    spec.commandLine()
        .getOut()
        .printf(
            "wrote %s: %d rows, %d models%s%n",
            out,
            made.rows(),
            made.models().size(),
            made.models().isEmpty() ? "" : ", " + made.completeRows() + " rows with all of them");
  }

  private Optional<String> model(int file) {
    return models.isEmpty()
        ? Optional.empty()
        : Optional.of(models.get(models.size() == 1 ? 0 : file));
  }

  private Manifest.Origin origin(Format parsed) {
    return new Manifest.Origin(
        parsed.toString(),
        licence == null ? noted("licence") : licence,
        source == null ? noted("source") : source,
        files.stream().map(Manifest.Ingredient::of).toList());
  }

  /// What `data fetch` wrote beside the files.
  private String noted(String field) {
    String notes =
        files.stream()
            .map(file -> file.resolveSibling(file.getFileName() + ".source.json"))
            .filter(Files::isRegularFile)
            .map(note -> read(note).path(field).asText(""))
            .filter(text -> !text.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    return notes.isEmpty() ? "unknown" : notes;
  }

  private static JsonNode read(Path note) {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(note));
    } catch (IOException _) {
      return new ObjectMapper().nullNode();
    }
  }
}
