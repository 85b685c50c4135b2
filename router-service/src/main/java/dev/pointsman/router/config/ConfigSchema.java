package dev.pointsman.router.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The published schema `docs/schema/pointsman.schema.json`, applied to a document: unknown keys
/// first (with a suggestion), then environment variables, then everything the schema says.
final class ConfigSchema {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final JsonNode schema;
  private final YamlDocument document;
  private final Map<String, String> env;

  private ConfigSchema(JsonNode schema, YamlDocument document, Map<String, String> env) {
    this.schema = schema;
    this.document = document;
    this.env = env;
  }

  /// Fills in the variables of the document's tree, in place, and checks it; lays the changes over
  /// it, which may hold no variables, and checks it again.
  static void apply(YamlDocument document, Map<String, String> env, Overlay overlay) {
    ConfigSchema check = new ConfigSchema(published(), document, env);
    check.object(document.root(), check.schema, JsonPointer.empty());
    check.validate();
    List<JsonPointer> laid = overlay.lay(document);
    if (!laid.isEmpty()) {
      ConfigSchema again = new ConfigSchema(check.schema, document, Map.of());
      laid.forEach(again::added);
      again.validate();
    }
  }

  /// Checks a document that is one entry of a list in the file, all but the secret named `without`,
  /// which must not be there. It may hold no variables.
  static void applyTo(YamlDocument document, JsonPointer entry, String without) {
    JsonNode whole = published();
    ConfigSchema check = new ConfigSchema(whole, document, Map.of());
    ObjectNode rules = check.rules(entry).deepCopy();
    ((ObjectNode) rules.path("properties")).remove(without);
    rules.putArray("required").add("name");
    rules.set("$defs", whole.path("$defs"));
    check.filled(document.root(), rules, JsonPointer.empty());
    new ConfigSchema(rules, document, Map.of()).validate();
  }

  /// Checks what was laid over the file: a secret of the environment must not get to where an
  /// administrator points it.
  private void added(JsonPointer at) {
    JsonNode node = document.root().at(at);
    if (VARIABLE.matcher(node.toString()).find()) {
      throw document.problem(at, "variables like ${NAME} are filled in in the file only");
    }
    filled(node, rules(at), at);
  }

  private JsonNode rules(JsonPointer at) {
    JsonNode rules = schema;
    for (JsonPointer p = at; !p.matches(); p = p.tail()) {
      JsonNode named = rules.path("properties").path(p.getMatchingProperty());
      JsonNode others =
          rules.has("items") ? rules.path("items") : rules.path("additionalProperties");
      rules = named.isMissingNode() ? others : named;
    }
    return rules;
  }

  /// The same of a document that holds one section only; nothing stands for a variable there.
  static void applyAlone(YamlDocument document, String section) {
    ObjectNode rules = JsonNodeFactory.instance.objectNode();
    rules.put("type", "object").put("additionalProperties", false);
    rules.putObject("properties").set(section, published().path("properties").path(section));
    ConfigSchema check = new ConfigSchema(rules, document, Map.of());
    check.object(document.root(), rules, JsonPointer.empty());
    check.validate();
  }

  /// The schema as a tree.
  static JsonNode published() {
    try (InputStream in =
        Objects.requireNonNull(
            ConfigSchema.class.getResourceAsStream("/schema/pointsman.schema.json"),
            "the schema is not on the class path")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void object(ObjectNode node, JsonNode rules, JsonPointer at) {
    JsonNode known = part(rules, "properties");
    JsonNode others = part(rules, "additionalProperties");
    for (Map.Entry<String, JsonNode> entry : List.copyOf(node.properties())) {
      String key = entry.getKey();
      JsonPointer child = at.appendProperty(key);
      if (!known.has(key) && others.isBoolean() && !others.booleanValue()) {
        List<String> names = new ArrayList<>();
        known.fieldNames().forEachRemaining(names::add);
        throw document.problem(child, "unknown key" + Suggestion.among(names, key));
      }
      JsonNode rule = known.has(key) ? known.get(key) : others;
      node.set(key, filled(entry.getValue(), rule, child));
    }
  }

  private JsonNode filled(JsonNode value, JsonNode rules, JsonPointer at) {
    switch (value) {
      case ObjectNode object -> object(object, rules, at);
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, filled(array.get(i), part(rules, "items"), at.appendIndex(i)));
        }
      }
      case TextNode text -> {
        return substituted(text, rules, at);
      }
      default -> {}
    }
    return value;
  }

  /// A keyword of the rules themselves, else of what they refer to.
  private JsonNode part(JsonNode rules, String keyword) {
    String reference = rules.path("$ref").asText("");
    boolean elsewhere = !rules.has(keyword) && reference.startsWith("#/");
    return (elsewhere ? schema.at(reference.substring(1)) : rules).path(keyword);
  }

  private JsonNode substituted(TextNode text, JsonNode rules, JsonPointer at) {
    Matcher variables = VARIABLE.matcher(text.textValue());
    String filled =
        variables.replaceAll(
            match -> {
              String value = env.get(match.group(1));
              if (value == null || value.isEmpty()) {
                throw document.problem(
                    at, "environment variable " + match.group(1) + " is not set; export it first");
              }
              return Matcher.quoteReplacement(value);
            });
    String type = rules.path("type").asText();
    if (!filled.equals(text.textValue()) && (type.equals("integer") || type.equals("number"))) {
      try {
        return DecimalNode.valueOf(new BigDecimal(filled.strip()));
      } catch (NumberFormatException e) {
        throw document.problem(at, "must be a number, and its environment variable is not one");
      }
    }
    return TextNode.valueOf(filled);
  }

  private void validate() {
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    for (Error error : compiled.validate(document.root())) {
      JsonPointer at = JsonPointer.compile(pointer(error));
      throw document.problem(at, words(error));
    }
  }

  private static String pointer(Error error) {
    StringBuilder text = new StringBuilder();
    var path = error.getInstanceLocation();
    for (int i = 0; i < path.getNameCount(); i++) {
      String name = String.valueOf(path.getElement(i));
      text.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }

  private String words(Error error) {
    return switch (error.getKeyword()) {
      case "required" -> "needs the key `" + error.getProperty() + "`";
      case "maxProperties", "minProperties" ->
          error.getSchemaNode() != null ? "must hold exactly one key" : error.getMessage();
      default -> error.getMessage();
    };
  }
}
