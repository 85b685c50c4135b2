package dev.pointsman.eval.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.datasets.BadInputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Writes a canonical outcome table from the items and the journal: whole or not at all.
final class TableFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TableFile() {}

  static void write(Path file, List<Item> items, List<String> models, Journal journal) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (BufferedWriter writer =
          new BufferedWriter(
              new OutputStreamWriter(
                  new GZIPOutputStream(Files.newOutputStream(unfinished)),
                  StandardCharsets.UTF_8))) {
        for (Item item : items) {
          writer.write(JSON.writeValueAsString(row(item, models, journal)));
          writer.write('\n');
        }
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new BadInputException(
          "--out " + file, "cannot be written (" + e + ")", "free some space, then run again");
    }
  }

  private static ObjectNode row(Item item, List<String> models, Journal journal) {
    ObjectNode row = item.labels().deepCopy();
    for (String label : List.of("source", "task", "category")) {
      if (!row.path(label).isTextual()) {
        row.put(label, "unknown");
      }
    }
    ObjectNode outcomes = row.putObject("outcomes");
    for (String model : models) {
      journal.find(item.id(), model).ifPresent(outcome -> outcomes.set(model, outcome));
    }
    return row;
  }
}
