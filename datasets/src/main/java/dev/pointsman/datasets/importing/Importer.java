package dev.pointsman.datasets.importing;

import dev.pointsman.datasets.TableRow;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads one file of one public format. Files may be gzipped.
///
/// Bad input ends the reading with a {@link dev.pointsman.datasets.BadInputException} that names
/// the place.
public interface Importer {

  void read(Path file, Consumer<TableRow> rows);
}
