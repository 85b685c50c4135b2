package dev.pointsman.eval.ope;

import dev.pointsman.datasets.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/// A log that can be read from its beginning as often as needed, one row in memory at a time.
///
/// The first bad row ends the reading with a {@link BadInputException} that names file and line
/// (row, in Parquet).
interface LogSource {

  byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /// Stops early when the answer is false. The row is reused: keep nothing of it.
  void forEach(Predicate<LogRow> each);

  /// The same without rows on which no policy had a say; refused when nothing is left.
  default LogSource routable() {
    return each -> {
      boolean[] isAny = {false};
      forEach(
          row -> {
            isAny[0] |= row.isRoutable;
            return !row.isRoutable || each.test(row);
          });
      if (!isAny[0]) {
        throw new BadInputException(
            "--only-routable", "no row of the log is left", "leave the flag off");
      }
    };
  }

  /// JSONL, plain or gzipped, or Parquet, told apart by their first bytes and the file's name.
  static LogSource of(Path file, Clustering clustering) {
    if (Files.isDirectory(file)) {
      return archived(file, clustering);
    }
    if (!Files.exists(file)) {
      throw new BadInputException(file.toString(), "there is no such file", "check the path");
    }
    return isParquet(file) ? new ParquetLog(file, clustering) : new JsonLog(file, clustering);
  }

  /// The decisions of a route's archive.
  private static LogSource archived(Path folder, Clustering clustering) {
    try (var parts = Files.newDirectoryStream(folder, "decisions-*.parquet")) {
      if (parts.iterator().hasNext()) {
        return new ParquetLog(folder.resolve("decisions-*.parquet"), clustering);
      }
    } catch (IOException e) {
      throw new BadInputException(folder.toString(), "cannot be read (" + e + ")", "check rights");
    }
    throw new BadInputException(
        folder.toString(), "is a folder without archived decisions", "name a file");
  }

  private static boolean isParquet(Path file) {
    if (file.toString().endsWith(".parquet")) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(), "cannot be read (" + e.getMessage() + ")", "check file and rights");
    }
  }
}
