package dev.pointsman.eval.data;

import dev.pointsman.datasets.Manifest;
import dev.pointsman.datasets.TableRow;
import dev.pointsman.datasets.TableWriter;
import dev.pointsman.eval.FailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/// Writes a table for a command: a full disk is a failure, not bad input.
final class Writing {

  private Writing() {}

  static Manifest write(
      Path out, TableWriter writer, Collection<TableRow> rows, Manifest.Origin origin) {
    try {
      return writer.write(rows, origin);
    } catch (IOException e) {
      throw new FailedException(
          "--out " + out + ": cannot be written (" + e.getMessage() + "); nothing was kept");
    }
  }
}
