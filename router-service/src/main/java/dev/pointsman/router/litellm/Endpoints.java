package dev.pointsman.router.litellm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.litellm.Maker.Named;
import dev.pointsman.router.openai.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The providers that the models of a file stand for: one for each address, key and headers.
final class Endpoints {

  static final Set<String> READ =
      Set.of("model", "api_key", "api_base", "api_version", "organization", "extra_headers");

  private final Notes notes;
  private final Map<ObjectNode, String> names = new LinkedHashMap<>();
  private final Map<String, String> variables = new HashMap<>();

  Endpoints(Notes notes) {
    this.notes = notes;
  }

  /// The `providers` of our file.
  ObjectNode tree() {
    ObjectNode tree = Json.object();
    names.forEach((provider, name) -> tree.set(name, provider));
    return tree;
  }

  /// The name of the provider that some `litellm_params` stand for.
  String name(Named named, JsonNode params, JsonPointer at) {
    ObjectNode provider = Json.object();
    Maker maker = named.maker();
    provider.put("type", maker.type());
    String base = notes.plain(params.path("api_base").asText(maker.baseUrl()));
    if (base.isEmpty()) {
      base = notes.variable((maker.prefix() + "_API_BASE").toUpperCase(Locale.ROOT));
      notes.note(at, "names no api_base; export it as a variable, or write it into the file");
    }
    provider.put("base_url", maker.base(base, named.model()));
    ObjectNode headers = Json.object();
    key(maker, params, at, provider, headers);
    if (params.has("organization")) {
      headers.put("OpenAI-Organization", notes.plain(params.path("organization").asText()));
    }
    params
        .path("extra_headers")
        .properties()
        .forEach(
            header -> {
              JsonPointer place =
                  at.appendProperty("extra_headers").appendProperty(header.getKey());
              headers.put(
                  header.getKey(),
                  secret(
                      header.getValue().asText(), maker.prefix() + "_" + header.getKey(), place));
            });
    if (!headers.isEmpty()) {
      provider.set("headers", headers);
    }
    if (maker.isAzure()) {
      String version = params.path("api_version").asText("os.environ/AZURE_API_VERSION");
      provider.putObject("query").put("api-version", notes.plain(version));
    } else if (params.has("api_version")) {
      notes.dropped(at.appendProperty("api_version"));
    }
    return names.computeIfAbsent(provider, made -> free(maker.prefix()));
  }

  private void key(
      Maker maker, JsonNode params, JsonPointer at, ObjectNode provider, ObjectNode headers) {
    String key = "";
    if (params.path("api_key").isTextual()) {
      String name = maker.variable().isEmpty() ? maker.prefix() + "_API_KEY" : maker.variable();
      key = secret(params.path("api_key").asText(), name, at.appendProperty("api_key"));
    } else if (!maker.variable().isEmpty()) {
      key = notes.variable(maker.variable());
    }
    if (!key.isEmpty() && maker.isAzure()) {
      headers.put("api-key", key);
    } else if (!key.isEmpty()) {
      provider.put("api_key", key);
    }
  }

  /// One variable for one secret, however often it stands there.
  private String secret(String text, String name, JsonPointer at) {
    String known = variables.get(text);
    String reference = known == null ? notes.secret(text, name, at) : known;
    variables.put(text, reference);
    return reference;
  }

  private String free(String prefix) {
    String free = prefix;
    for (int i = 2; names.containsValue(free); i++) {
      free = prefix + "-" + i;
    }
    return free;
  }
}
