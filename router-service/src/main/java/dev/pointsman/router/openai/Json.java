package dev.pointsman.router.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// JSON as the gateway reads and writes it: strict in what clients send, numbers kept digit by
/// digit.
public final class Json {

  private static final int MAX_NESTING = 100;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /// A client's body as an object. Throws a 400 that says what is wrong with it.
  public static ObjectNode object(byte[] body) {
    if (value(body) instanceof ObjectNode object) {
      return object;
    }
    throw RequestFailure.badRequest("", "the body must be a JSON object");
  }

  /// A client's body, whatever kind of value it is. Throws a 400 that says what is wrong with it.
  public static JsonNode value(byte[] body) {
    if (body.length == 0) {
      throw RequestFailure.badRequest("", "the body is empty; send a JSON object");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return MAPPER.readTree(text);
    } catch (CharacterCodingException e) {
      throw RequestFailure.badRequest("", "the body is not valid UTF-8");
    } catch (StreamConstraintsException e) {
      throw RequestFailure.badRequest(
          "",
          "the body is nested more than " + MAX_NESTING + " levels deep, or a number is too long");
    } catch (JsonProcessingException e) {
      throw RequestFailure.badRequest(
          "",
          "the body is not valid JSON (line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ")");
    }
  }

  /// An upstream's text as an object, or nothing when it is none.
  public static Optional<ObjectNode> read(String text) {
    try {
      return MAPPER.readTree(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /// The same of UTF-8 bytes.
  public static Optional<ObjectNode> read(byte[] utf8) {
    try {
      return MAPPER.readTree(utf8) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Half a surrogate pair, which UTF-8 cannot say, is written as the escape it came as.
  public static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      return escaped(tree);
    }
  }

  private static byte[] escaped(JsonNode tree) {
    try {
      return MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree could not be written", e);
    }
  }

  public static String text(JsonNode tree) {
    return new String(bytes(tree), StandardCharsets.UTF_8);
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
