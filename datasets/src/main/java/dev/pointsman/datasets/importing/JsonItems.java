package dev.pointsman.datasets.importing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.InputFile;
import dev.pointsman.datasets.JsonFault;
import dev.pointsman.datasets.JsonFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Streams the objects of one JSON array, or of several values one after another (JSON Lines).
///
/// One object is in memory at a time; places are `file:line`.
public final class JsonItems {

  private static final ObjectReader JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .readerFor(JsonNode.class);

  private JsonItems() {}

  public static void forEach(Path file, Consumer<JsonFields> each) {
    String[] where = {file.toString()};
    try (InputStream in = InputFile.open(file)) {
      forEach(
          file.toString(),
          in,
          item -> {
            where[0] = "after " + item.where();
            each.accept(item);
          });
    } catch (IOException e) {
      throw InputFile.bad(file, where[0], e);
    }
  }

  /// The stream may be closed. Errors of the stream itself come through.
  static void forEach(String name, InputStream in, Consumer<JsonFields> each) throws IOException {
    int items = 0;
    String where = name + ":1";
    try {
      MappingIterator<JsonNode> values = JSON.readValues(in);
      while (values.hasNextValue()) {
        where = where(name, values.getParser().currentTokenLocation().getLineNr(), items);
        JsonNode value = values.nextValue();
        items++;
        if (!value.isObject()) {
          throw new BadInputException(where, "not a JSON object", "each item must be an object");
        }
        each.accept(new JsonFields(where, "", value));
      }
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          name + ":" + JsonFault.line(e),
          "not valid JSON (" + JsonFault.of(e) + ")",
          "give an array of objects, or one object a line");
    }
    if (items == 0) {
      throw new BadInputException(name, "holds no rows", "give a file with rows");
    }
  }

  private static String where(String name, int line, int items) {
    return name + ":" + line + " (item " + (items + 1) + ")";
  }
}
