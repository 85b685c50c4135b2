package dev.pointsman.router.litellm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.config.YamlDocument;
import dev.pointsman.router.openai.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A configuration file of the LiteLLM proxy as one of this router: models, providers, prices, the
/// master key. What is not carried over is told, a line each; secrets become environment variables.
public final class LiteLlmImport {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER, YAMLGenerator.Feature.SPLIT_LINES)
          .enable(
              YAMLGenerator.Feature.MINIMIZE_QUOTES,
              YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private static final Map<String, String> SETTINGS =
      Map.of(
          "fallbacks", "not carried over: the next arm of the route by expected utility stands in",
          "context_window_fallbacks", "not carried over: an arm that holds the prompt stands in",
          "content_policy_fallbacks", "not carried over: a refusal is an answer",
          "num_retries", "not carried over: at most three attempts are made",
          "routing_strategy", "not carried over: routes are decided by what was learnt",
          "allowed_fails", "not carried over: see `health`",
          "redis_host", "not carried over: see `redis.url`",
          "redis_port", "not carried over: see `redis.url`",
          "redis_password", "not carried over: see `redis.url`");

  private final YamlDocument document;
  private final Notes notes;

  /// The result as YAML, what became of the rest, and the variables it needs.
  public record Result(String yaml, List<String> notes, Set<String> variables, int models) {}

  private LiteLlmImport(YamlDocument document) {
    this.document = document;
    this.notes = new Notes(document);
  }

  /// Throws {@link ConfigProblem} when the text is no such file, or nothing of it can be used.
  public static Result of(String text, String name) {
    return new LiteLlmImport(YamlDocument.parse(text, name)).result();
  }

  private Result result() {
    ObjectNode root = document.root();
    JsonPointer top = JsonPointer.empty();
    if (!root.path("model_list").isArray()) {
      throw new ConfigProblem(
          document.where(top) + "needs the list `model_list`, as LiteLLM's proxy reads it");
    }
    Endpoints endpoints = new Endpoints(notes);
    Models models = new Models(notes, endpoints);
    int index = 0;
    for (JsonNode entry : root.path("model_list")) {
      models.read(entry, top.appendProperty("model_list").appendIndex(index++));
    }
    if (models.arms().isEmpty()) {
      throw new ConfigProblem(
          document.where(top.appendProperty("model_list"))
              + "holds no chat model that can be carried over: "
              + String.join("; ", notes.lines()));
    }
    ObjectNode tree = Json.object();
    master(root.path("general_settings"), top.appendProperty("general_settings"), tree);
    tree.set("providers", endpoints.tree());
    models.all().values().forEach(tree.putArray("models")::add);
    tree.putObject("routes").putObject("auto").set("arms", models.arms());
    settings(root, tree);
    notes.dropOthers(
        root,
        top,
        Set.of(
            "model_list",
            "general_settings",
            "router_settings",
            "litellm_settings",
            "environment_variables"));
    String yaml = header() + written(tree);
    check(yaml);
    return new Result(yaml, notes.lines(), notes.variables(), models.all().size());
  }

  /// Who holds LiteLLM's master key is an administrator here.
  private void master(JsonNode settings, JsonPointer at, ObjectNode tree) {
    if (settings.path("master_key").isTextual()) {
      String key =
          notes.secret(
              settings.path("master_key").asText(),
              "LITELLM_MASTER_KEY",
              at.appendProperty("master_key"));
      ObjectNode master = tree.putArray("keys").addObject().put("name", "master").put("key", key);
      master.putArray("roles").add("admin");
    }
    notes.dropOthers(settings, at, Set.of("master_key"));
  }

  private void settings(ObjectNode root, ObjectNode tree) {
    double timeout = root.at("/router_settings/timeout").asDouble(0);
    double request = root.at("/litellm_settings/request_timeout").asDouble(0);
    long millis = Math.round(1_000 * (timeout > 0 ? timeout : request));
    if (millis > 0) {
      tree.putObject("limits").put("response_timeout_ms", millis);
    }
    long rest = Math.round(1_000 * root.at("/router_settings/cooldown_time").asDouble(0));
    if (rest >= 10) {
      tree.putObject("health").put("rest_ms", rest);
    }
    for (String section : List.of("router_settings", "litellm_settings")) {
      JsonPointer at = JsonPointer.empty().appendProperty(section);
      JsonNode node = root.path(section);
      node.fieldNames()
          .forEachRemaining(
              key -> {
                if (SETTINGS.containsKey(key)) {
                  notes.note(at.appendProperty(key), SETTINGS.getOrDefault(key, ""));
                } else if (!Set.of("timeout", "request_timeout", "cooldown_time").contains(key)) {
                  notes.dropped(at.appendProperty(key));
                }
              });
    }
    JsonPointer at = JsonPointer.empty().appendProperty("environment_variables");
    root.path("environment_variables")
        .fieldNames()
        .forEachRemaining(
            key -> notes.note(at.appendProperty(key), "not copied; export it where it is needed"));
  }

  private String header() {
    StringBuilder header = new StringBuilder("# Made of a LiteLLM configuration.");
    header.append(" See docs/configuration.md.\n");
    if (!notes.variables().isEmpty()) {
      header.append("# Needs the environment variables ");
      header.append(String.join(", ", notes.variables())).append(".\n");
    }
    return header.toString();
  }

  private static String written(ObjectNode tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot be written as YAML", e);
    }
  }

  /// As `serve --check` would, with something in each variable.
  private void check(String yaml) {
    Map<String, String> env = new HashMap<>();
    notes.variables().forEach(name -> env.put(name, "https://variable.example"));
    ConfigSource.of("the result", yaml, env).alone();
  }
}
