package dev.pointsman.datasets.importing;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.InputFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Streams the records of a comma-separated file (RFC 4180): fields in double quotes may hold
/// commas, doubled quotes and line ends. Blank lines are passed over.
final class Csv {

  /// A record and the line it begins at.
  record Row(String where, List<String> fields) {}

  private final Path file;
  private final BufferedReader reader;
  private int line = 1;
  private int begin = 1;

  private Csv(Path file, BufferedReader reader) {
    this.file = file;
    this.reader = reader;
  }

  static void forEach(Path file, Consumer<Row> each) {
    int rows = 0;
    int[] at = {1};
    try (BufferedReader reader = InputFile.text(file)) {
      Csv csv = new Csv(file, reader);
      for (List<String> next = csv.next(at); next != null; next = csv.next(at)) {
        if (next.size() > 1 || !next.getFirst().isBlank()) {
          each.accept(new Row(file + ":" + csv.begin, next));
          rows++;
        }
      }
    } catch (IOException e) {
      throw InputFile.bad(file, file + ":" + at[0], e);
    }
    if (rows == 0) {
      throw new BadInputException(file.toString(), "holds no rows", "give a file with rows");
    }
  }

  private @Nullable List<String> next(int[] at) throws IOException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    begin = line;
    at[0] = line;
    boolean isAnything = false;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      isAnything = true;
      switch (c) {
        case '"' -> {
          if (field.isEmpty()) {
            quoted(field);
          } else {
            field.append('"');
          }
        }
        case ',' -> {
          fields.add(field.toString());
          field.setLength(0);
        }
        case '\n' -> {
          line++;
          return ended(fields, field);
        }
        case '\uFEFF' -> {}
        default -> field.append((char) c);
      }
    }
    return isAnything ? ended(fields, field) : null;
  }

  /// From behind the opening quote to the closing one.
  private void quoted(StringBuilder field) throws IOException {
    int opened = line;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '"') {
        reader.mark(1);
        if (reader.read() != '"') {
          reader.reset();
          return;
        }
      } else if (c == '\n') {
        line++;
      }
      field.append((char) c);
    }
    throw new BadInputException(
        file + ":" + opened, "a quote is opened and never closed", "close it, or fetch the file");
  }

  private static List<String> ended(List<String> fields, StringBuilder field) {
    int last = field.length() - 1;
    boolean isReturn = last >= 0 && field.charAt(last) == '\r';
    fields.add(isReturn ? field.substring(0, last) : field.toString());
    return fields;
  }
}
