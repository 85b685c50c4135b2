package dev.pointsman.datasets;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

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
    try (BufferedReader reader = open(file)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (!text.isBlank()) {
          each.accept(object(file + ":" + line, text));
          rows++;
        }
      }
    } catch (NoSuchFileException e) {
      throw new BadInputException(file.toString(), "there is no such file", "check the path");
    } catch (EOFException e) {
      throw bad(file, line, "the gzip stream ends early", "the file is truncated: fetch it again");
    } catch (ZipException e) {
      throw bad(file, line, "the gzip stream is damaged", "fetch the file again");
    } catch (CharacterCodingException e) {
      throw bad(file, line, "not valid UTF-8", "save the file as UTF-8");
    } catch (IOException e) {
      throw bad(file, line, "cannot be read (" + e.getMessage() + ")", "check file and rights");
    }
    if (rows == 0) {
      throw new BadInputException(file.toString(), "holds no rows", "give a file with rows");
    }
  }

  private static BadInputException bad(Path file, int line, String what, String mend) {
    return new BadInputException(file + ":" + (line + 1), what, mend);
  }

  /// The text of a file, gunzipped where its first bytes say so; strict UTF-8.
  static BufferedReader open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      boolean gzipped = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      InputStream text = gzipped ? new GZIPInputStream(raw, 1 << 16) : raw;
      return new BufferedReader(
          new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static JsonFields object(String where, String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          where, "not valid JSON (" + reason(e) + ")", "each line must be one JSON object");
    }
    if (!node.isObject()) {
      throw new BadInputException(where, "not a JSON object", "each line must be one JSON object");
    }
    return new JsonFields(where, "", node);
  }

  /// Jackson's reason without its hints on configuration, which help nobody here.
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int hint = message.indexOf(": enable ");
    String reason = hint < 0 ? message : message.substring(0, hint);
    return reason.lines().findFirst().orElse("unreadable");
  }
}
