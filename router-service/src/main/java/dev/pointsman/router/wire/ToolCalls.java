package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import java.util.Optional;

/// One call of a tool, as each shape writes it. Chat completions carry the arguments as JSON text,
/// Anthropic as an object.
final class ToolCalls {

  private ToolCalls() {}

  static ObjectNode chat(String id, String name, String arguments) {
    ObjectNode function = Json.object().put("name", name).put("arguments", arguments);
    return Json.object().put("id", id).put("type", "function").set("function", function);
  }

  static ObjectNode anthropic(String id, String name, ObjectNode input) {
    ObjectNode block =
        Json.object().put("type", "tool_use").put("id", anthropicId(id)).put("name", name);
    return block.set("input", input);
  }

  /// The arguments as an object; no text at all is an empty object.
  static Optional<ObjectNode> input(String arguments) {
    return arguments.isBlank() ? Optional.of(Json.object()) : Json.read(arguments);
  }

  /// Anthropic allows letters, digits, `_` and `-` in the id of a call; others become `_`, in the
  /// call and in its result alike.
  static String anthropicId(String id) {
    return id.replaceAll("[^A-Za-z0-9_-]", "_");
  }
}
