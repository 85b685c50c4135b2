package dev.pointsman.router.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A YAML file as a tree that remembers on which line each value stands.
public final class YamlDocument {

  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String source;
  private final ObjectNode root;
  private final Map<JsonPointer, Integer> lines;
  private final Map<JsonPointer, String> origins = new HashMap<>();
  private final Set<JsonPointer> removed = new HashSet<>();

  private YamlDocument(String source, ObjectNode root, Map<JsonPointer, Integer> lines) {
    this.source = source;
    this.root = root;
    this.lines = lines;
  }

  /// Throws {@link ConfigProblem} when it is no YAML mapping.
  public static YamlDocument parse(String yaml, String source) {
    Map<JsonPointer, Integer> lines = new HashMap<>();
    try (YAMLParser parser = YAML.createParser(yaml)) {
      if (parser.nextToken() == null) {
        throw new ConfigProblem(source + ": is empty; it needs providers, models and routes");
      }
      JsonNode tree = new Reading(parser, lines).value(JsonPointer.empty());
      if (!(tree instanceof ObjectNode root)) {
        throw new ConfigProblem(source + ":1: must be a mapping of keys, like `models:`");
      }
      return new YamlDocument(source, root, lines);
    } catch (JsonProcessingException e) {
      throw new ConfigProblem(
          source + ":" + e.getLocation().getLineNr() + ": not valid YAML: " + shortly(e));
    } catch (IOException e) {
      throw new ConfigProblem(source + ": cannot be read: " + e.getMessage());
    }
  }

  /// A tree that was no file: complaints name `label`, and no lines.
  static YamlDocument of(ObjectNode root, String label) {
    YamlDocument document = new YamlDocument(label, root.deepCopy(), Map.of());
    document.origin(JsonPointer.empty(), label);
    return document;
  }

  public ObjectNode root() {
    return root;
  }

  /// What stands there, and below, is not the file's: complaints name this in place of a line.
  void origin(JsonPointer at, String label) {
    origins.put(at, label);
  }

  /// The element of a list is to be passed over, so that the others keep their places and lines.
  void remove(JsonPointer element) {
    removed.add(element);
  }

  boolean isPresent(JsonPointer element) {
    return !removed.contains(element);
  }

  /// The elements of a list at the top that were not removed.
  ArrayNode present(String list) {
    ArrayNode all = root.arrayNode();
    JsonPointer at = JsonPointer.empty().appendProperty(list);
    int index = 0;
    for (JsonNode element : root.path(list)) {
      if (isPresent(at.appendIndex(index++))) {
        all.add(element);
      }
    }
    return all;
  }

  /// `file:line: field: `, for a line about the value at the pointer.
  public String where(JsonPointer at) {
    String field = field(at);
    return source + ":" + line(at) + ": " + (field.isEmpty() ? "" : field + ": ");
  }

  private int line(JsonPointer at) {
    JsonPointer place = at;
    while (!lines.containsKey(place) && place.head() != null) {
      place = place.head();
    }
    return lines.getOrDefault(place, 1);
  }

  /// A complaint about the value at the pointer, or about its nearest ancestor that has a line.
  ConfigProblem problem(JsonPointer at, String what) {
    for (JsonPointer place = at; place != null; place = place.head()) {
      String origin = origins.get(place);
      if (origin != null) {
        String within = field(below(place, at));
        return new ConfigProblem(origin + ": " + (within.isEmpty() ? "" : within + ": ") + what);
      }
    }
    return new ConfigProblem(where(at) + what);
  }

  private static JsonPointer below(JsonPointer ancestor, JsonPointer at) {
    return JsonPointer.compile(at.toString().substring(ancestor.toString().length()));
  }

  /// `/models/1/price` as `models[1].price`.
  static String field(JsonPointer pointer) {
    StringBuilder name = new StringBuilder();
    for (JsonPointer p = pointer; !p.matches(); p = p.tail()) {
      if (p.mayMatchElement()) {
        name.append('[').append(p.getMatchingIndex()).append(']');
        continue;
      }
      name.append(name.isEmpty() ? "" : ".").append(p.getMatchingProperty());
    }
    return name.toString();
  }

  private static String shortly(JsonProcessingException e) {
    String message = e.getOriginalMessage().strip();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /// One pass over the tokens.
  private record Reading(YAMLParser parser, Map<JsonPointer, Integer> lines) {

    JsonNode value(JsonPointer at) throws IOException {
      lines.putIfAbsent(at, parser.currentTokenLocation().getLineNr());
      JsonNodeFactory make = JsonNodeFactory.instance;
      return switch (parser.currentToken()) {
        case START_OBJECT -> object(at);
        case START_ARRAY -> array(at);
        case VALUE_NUMBER_INT -> make.numberNode(parser.getLongValue());
        case VALUE_NUMBER_FLOAT -> make.numberNode(parser.getDecimalValue());
        case VALUE_TRUE, VALUE_FALSE -> make.booleanNode(parser.getBooleanValue());
        case VALUE_NULL -> make.nullNode();
        default -> make.textNode(parser.getText());
      };
    }

    private ObjectNode object(JsonPointer at) throws IOException {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        JsonPointer child = at.appendProperty(key);
        lines.put(child, parser.currentTokenLocation().getLineNr());
        parser.nextToken();
        object.set(key, value(child));
      }
      return object;
    }

    private ArrayNode array(JsonPointer at) throws IOException {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(value(at.appendIndex(array.size())));
      }
      return array;
    }
  }
}
