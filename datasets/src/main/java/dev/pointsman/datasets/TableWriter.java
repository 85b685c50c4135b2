package dev.pointsman.datasets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/// Writes a canonical table and its manifest, each whole or not at all.
///
/// The same rows give the same bytes: gzip carries no time and no name.
public final class TableWriter {

  private static final String SUFFIX = ".outcomes.jsonl.gz";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final Path manifest;

  private TableWriter(Path file, Path manifest) {
    this.file = file;
    this.manifest = manifest;
  }

  /// Refuses early what could only fail after the work was done.
  public static TableWriter to(Path file, boolean isForced) {
    String where = "--out " + file;
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(SUFFIX) || name.equals(SUFFIX)) {
      throw new BadInputException(where, "is no table's name", "name it X" + SUFFIX);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new BadInputException(where, "its folder does not exist", "make the folder first");
    }
    if (!takesFiles(folder)) {
      throw new BadInputException(where, "its folder cannot be written", "name another folder");
    }
    if (Files.isDirectory(file)) {
      throw new BadInputException(where, "is a folder", "name a file");
    }
    Path manifest = file.resolveSibling(KnownSets.nameOf(file) + ".meta.json");
    for (Path there : List.of(file, manifest)) {
      if (!isForced && Files.exists(there)) {
        throw new BadInputException(
            where, there + " exists already", "name another file or give --force");
      }
    }
    return new TableWriter(file, manifest);
  }

  /// Tried, since rights alone do not tell of file systems that take no files.
  private static boolean takesFiles(Path folder) {
    try {
      Files.delete(Files.createTempFile(folder, ".pointsman", null));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// An error of the disk leaves what was there before as it was.
  public Manifest write(Collection<TableRow> rows, Manifest.Origin origin) throws IOException {
    if (rows.isEmpty()) {
      throw new BadInputException("--out " + file, "there are no rows to write", "give some");
    }
    Path table = unfinished(file);
    Path note = unfinished(manifest);
    try {
      writeRows(table, rows);
      Manifest made = manifest(table, rows, origin);
      Files.writeString(note, JSON.writeValueAsString(json(made)) + "\n");
      Files.move(table, file, StandardCopyOption.REPLACE_EXISTING);
      Files.move(note, manifest, StandardCopyOption.REPLACE_EXISTING);
      return made;
    } finally {
      Files.deleteIfExists(table);
      Files.deleteIfExists(note);
    }
  }

  private Manifest manifest(Path table, Collection<TableRow> rows, Manifest.Origin origin)
      throws IOException {
    Set<String> models = new TreeSet<>();
    rows.forEach(row -> models.addAll(row.row().outcomes().keySet()));
    int complete =
        (int) rows.stream().filter(r -> r.row().outcomes().size() == models.size()).count();
    return new Manifest(
        origin,
        String.valueOf(file.getFileName()),
        Manifest.sha256(table),
        rows.size(),
        models.isEmpty() ? 0 : complete,
        List.copyOf(models));
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  private static void writeRows(Path file, Collection<TableRow> rows) throws IOException {
    ObjectMapper plain = new ObjectMapper();
    try (BufferedWriter writer =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16),
                StandardCharsets.UTF_8))) {
      for (TableRow row : rows) {
        writer.write(plain.writeValueAsString(row.json()));
        writer.write('\n');
      }
    }
  }

  private static ObjectNode json(Manifest manifest) {
    ObjectNode json = JSON.valueToTree(manifest.origin());
    json.put("file", manifest.file());
    json.put("sha256", manifest.sha256());
    json.put("rows", manifest.rows());
    json.put("rows_every_model", manifest.completeRows());
    manifest.models().forEach(json.putArray("models")::add);
    return json;
  }
}
