package dev.pointsman.datasets;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Streams the objects of a JSON Lines file, gzipped or plain.
///
/// One line is in memory at a time; blank lines are passed over. The first bad line ends the
/// reading with a {@link BadInputException} that names file and line, as does a file without any.
public final class JsonLines {

  private static final ObjectReader JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readerFor(JsonNode.class);

  private JsonLines() {}

  public static void forEach(Path file, Consumer<JsonFields> each) {
    int line = 0;
    int rows = 0;
    try (BufferedReader reader = InputFile.text(file)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (!text.isBlank()) {
          each.accept(object(file + ":" + line, text));
          rows++;
        }
      }
    } catch (IOException e) {
      throw InputFile.bad(file, file + ":" + (line + 1), e);
    }
    if (rows == 0) {
      throw new BadInputException(file.toString(), "holds no rows", "give a file with rows");
    }
  }

  private static JsonFields object(String where, String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          where, "not valid JSON (" + JsonFault.of(e) + ")", "each line must be one JSON object");
    }
    if (!node.isObject()) {
      throw new BadInputException(where, "not a JSON object", "each line must be one JSON object");
    }
    return new JsonFields(where, "", node);
  }
}
