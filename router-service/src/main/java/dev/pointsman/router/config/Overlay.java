package dev.pointsman.router.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Changes made through the admin API, laid over the file: whole models (arms) and routes by name,
/// and prices of models. An entry without a body takes away what the file has under its name.
/// Immutable.
public final class Overlay {

  public static final Overlay NONE = new Overlay(new TreeMap<>());

  private static final JsonPointer MODELS = JsonPointer.compile("/models");
  private static final JsonPointer ROUTES = JsonPointer.compile("/routes");

  private final TreeMap<Place, Optional<JsonNode>> entries;

  /// What an entry is about; in this order they are laid.
  public enum Kind {
    ARM,
    PRICE,
    ROUTE;

    /// `arm`, `price` or `route`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What an entry is about, by name.
  public record Place(Kind kind, String name) implements Comparable<Place> {

    /// As it is called where it is kept: `arm:gpt-4o`.
    public String key() {
      return kind.word() + ":" + name;
    }

    /// Whether a configuration has such a thing of its own; a price it has with every model.
    public boolean isIn(RouterConfig config) {
      return switch (kind) {
        case ARM -> config.models().stream().anyMatch(model -> model.id().equals(name));
        case PRICE -> false;
        case ROUTE -> config.routes().stream().anyMatch(route -> route.name().equals(name));
      };
    }

    String label() {
      return kind.word() + " `" + name + "`";
    }

    private static Place of(String key) {
      for (Kind kind : Kind.values()) {
        if (key.startsWith(kind.word() + ":")) {
          return new Place(kind, key.substring(kind.word().length() + 1));
        }
      }
      throw new ConfigProblem(
          "a change made at run time is kept as `" + key + "`, which is unknown");
    }

    @Override
    public int compareTo(Place other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : name.compareTo(other.name);
    }
  }

  @SuppressWarnings("NonApiType") // in the order of places
  private Overlay(TreeMap<Place, Optional<JsonNode>> entries) {
    this.entries = entries;
  }

  /// Reads what `texts` gave. Throws {@link ConfigProblem}.
  public static Overlay of(Map<String, String> texts) {
    TreeMap<Place, Optional<JsonNode>> entries = new TreeMap<>();
    texts.forEach(
        (key, text) -> {
          Place place = Place.of(key);
          entries.put(place, text.isEmpty() ? Optional.empty() : Optional.of(body(place, text)));
        });
    return new Overlay(entries);
  }

  /// A price may be a list of dated ones; all else is an object.
  private static JsonNode body(Place place, String text) {
    try {
      JsonNode body = Json.value(text.getBytes(StandardCharsets.UTF_8));
      if (body.isObject() || (body.isArray() && place.kind() == Kind.PRICE)) {
        return body;
      }
    } catch (RequestFailure e) {
      // Said below, in the words of a configuration.
    }
    throw new ConfigProblem(place.label() + ": what is kept of it is no JSON object");
  }

  /// An entry as it is kept.
  public static String text(Optional<JsonNode> body) {
    return body.map(Json::text).orElse("");
  }

  public Map<Place, Optional<JsonNode>> entries() {
    return Map.copyOf(entries);
  }

  public boolean has(Place place) {
    return entries.containsKey(place);
  }

  /// Changes a document in place, whose complaints name the entry from now on; tells where changed
  /// things stand.
  List<JsonPointer> lay(YamlDocument document) {
    List<JsonPointer> laid = new ArrayList<>();
    entries.forEach(
        (place, body) ->
            at(document, place, body)
                .ifPresent(
                    at -> {
                      document.origin(at, place.label());
                      laid.add(at);
                    }));
    return laid;
  }

  private static Optional<JsonPointer> at(
      YamlDocument document, Place place, Optional<JsonNode> body) {
    return switch (place.kind()) {
      case ARM -> arm(document, place.name(), body);
      case PRICE -> price(document, place.name(), body);
      case ROUTE -> route(document, place.name(), body);
    };
  }

  private static Optional<JsonPointer> arm(
      YamlDocument document, String id, Optional<JsonNode> body) {
    ArrayNode models = (ArrayNode) document.root().path("models");
    int index = index(models, id);
    if (body.isEmpty()) {
      if (index < models.size()) {
        document.remove(MODELS.appendIndex(index));
      }
      return Optional.empty();
    }
    JsonNode model = body.get().deepCopy();
    if (index < models.size()) {
      models.set(index, model);
    } else {
      models.add(model);
    }
    return Optional.of(MODELS.appendIndex(index));
  }

  /// A price of a model that is no more is left alone: it may come back.
  private static Optional<JsonPointer> price(
      YamlDocument document, String id, Optional<JsonNode> body) {
    ArrayNode models = (ArrayNode) document.root().path("models");
    int index = index(models, id);
    if (body.isEmpty() || index == models.size()) {
      return Optional.empty();
    }
    ((ObjectNode) models.get(index)).set("price", body.get().deepCopy());
    return Optional.of(MODELS.appendIndex(index).appendProperty("price"));
  }

  private static Optional<JsonPointer> route(
      YamlDocument document, String name, Optional<JsonNode> body) {
    ObjectNode routes = (ObjectNode) document.root().path("routes");
    if (body.isEmpty()) {
      routes.remove(name);
      return Optional.empty();
    }
    routes.set(name, body.get().deepCopy());
    return Optional.of(ROUTES.appendProperty(name));
  }

  private static int index(ArrayNode models, String id) {
    int index = 0;
    for (JsonNode model : models) {
      if (model.path("id").asText("").equals(id)) {
        return index;
      }
      index++;
    }
    return index;
  }
}
