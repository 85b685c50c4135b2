package dev.pointsman.router.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// One mapping of the document, read key by key; remembers which keys were asked for, so that a
/// test can say that none of the schema's is ignored.
record Section(
    YamlDocument document, JsonPointer at, String shape, ObjectNode node, Set<String> read) {

  /// A mapping below this one; empty when the key is absent.
  Section section(String key) {
    JsonNode child = value(key).orElse(JsonNodeFactory.instance.objectNode());
    return new Section(document, at.appendProperty(key), shape(key), (ObjectNode) child, read);
  }

  /// The whole of a document.
  static Section root(YamlDocument document) {
    return new Section(document, JsonPointer.empty(), "", document.root(), new HashSet<>());
  }

  /// Whether a list stands under the key, which may hold a mapping as well.
  boolean holdsList(String key) {
    return value(key).filter(JsonNode::isArray).isPresent();
  }

  /// The mappings in a list.
  List<Section> sections(String key) {
    List<Section> all = new ArrayList<>();
    value(key)
        .ifPresent(
            list -> {
              int index = 0;
              for (JsonNode element : list) {
                JsonPointer place = at.appendProperty(key).appendIndex(index++);
                if (document.isPresent(place)) {
                  all.add(new Section(document, place, shape(key), (ObjectNode) element, read));
                }
              }
            });
    return all;
  }

  /// The mappings under names the user chose.
  List<Section> named(String key) {
    Section map = section(key);
    List<Section> all = new ArrayList<>();
    for (var entry : map.node.properties()) {
      JsonPointer place = map.at.appendProperty(entry.getKey());
      all.add(new Section(document, place, shape(key), (ObjectNode) entry.getValue(), read));
    }
    return all;
  }

  /// The mappings under names the user chose, where each may be a list of them.
  Map<String, List<Section>> lists(String key) {
    Section map = section(key);
    Map<String, List<Section>> all = new LinkedHashMap<>();
    for (var entry : map.node.properties()) {
      JsonPointer place = map.at.appendProperty(entry.getKey());
      List<Section> sections = new ArrayList<>();
      if (entry.getValue() instanceof ObjectNode one) {
        sections.add(new Section(document, place, shape(key), one, read));
      } else {
        for (JsonNode element : entry.getValue()) {
          JsonPointer at = place.appendIndex(sections.size());
          sections.add(new Section(document, at, shape(key), (ObjectNode) element, read));
        }
      }
      all.put(entry.getKey(), sections);
    }
    return all;
  }

  /// The name this section stands under.
  String name() {
    return at.last().getMatchingProperty();
  }

  String text(String key, String fallback) {
    return text(key).orElse(fallback);
  }

  Optional<String> text(String key) {
    return value(key).map(JsonNode::textValue);
  }

  List<String> texts(String key) {
    List<String> all = new ArrayList<>();
    value(key).ifPresent(list -> list.forEach(element -> all.add(element.textValue())));
    return all;
  }

  /// A mapping from names the user chose to texts.
  Map<String, String> strings(String key) {
    Map<String, String> all = new LinkedHashMap<>();
    tree(key).properties().forEach(e -> all.put(e.getKey(), e.getValue().textValue()));
    return all;
  }

  long integer(String key, long fallback) {
    return value(key).map(JsonNode::longValue).orElse(fallback);
  }

  Optional<Long> whole(String key) {
    return value(key).map(JsonNode::longValue);
  }

  double number(String key, double fallback) {
    return value(key).map(JsonNode::doubleValue).orElse(fallback);
  }

  Optional<BigDecimal> decimal(String key) {
    return value(key).map(JsonNode::decimalValue);
  }

  OptionalDouble number(String key) {
    return value(key).stream().mapToDouble(JsonNode::doubleValue).findFirst();
  }

  Optional<Boolean> flag(String key) {
    return value(key).map(JsonNode::booleanValue);
  }

  Duration millis(String key, long fallback) {
    return Duration.ofMillis(integer(key, fallback));
  }

  List<Double> numbers(String key) {
    List<Double> all = new ArrayList<>();
    value(key).ifPresent(list -> list.forEach(element -> all.add(element.doubleValue())));
    return all;
  }

  /// A mapping taken as it is.
  ObjectNode tree(String key) {
    return (ObjectNode) value(key).orElse(JsonNodeFactory.instance.objectNode());
  }

  /// The keys that are given.
  List<String> keys() {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  /// What is wrong with the whole of it.
  ConfigProblem problem(String what) {
    return document.problem(at, what);
  }

  ConfigProblem problem(String key, String what) {
    return document.problem(at.appendProperty(key), what);
  }

  private Optional<JsonNode> value(String key) {
    read.add(shape(key));
    return Optional.ofNullable(node.get(key));
  }

  private String shape(String key) {
    return shape.isEmpty() ? key : shape + "." + key;
  }
}
