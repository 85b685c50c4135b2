package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;

/// Image parts: OpenAI names every image by URL, inline ones by a `data:` URL; Anthropic tells
/// base64 and URL sources apart. OpenAI's `detail` is a hint Anthropic has no word for.
final class Images {

  private static final String BASE64 = ";base64,";

  private Images() {}

  /// An Anthropic image block as a chat part.
  static ObjectNode toChat(Fields block) {
    Fields source = Parts.inside(block, "source");
    String type = Parts.required(source, "type");
    return switch (type) {
      case "url" -> chatPart(Parts.required(source, "url"));
      case "base64" ->
          chatPart(
              "data:"
                  + Parts.required(source, "media_type")
                  + BASE64
                  + Parts.required(source, "data"));
      default ->
          throw Untranslatable.failure(
              source.name("type"), "image source type " + type, Untranslatable.CHAT);
    };
  }

  /// A chat image part as an Anthropic block.
  static ObjectNode toAnthropic(Fields part) {
    Fields image = Parts.inside(part, "image_url");
    String url = Parts.required(image, "url");
    ObjectNode source = Json.object();
    if (url.startsWith("data:")) {
      int comma = url.indexOf(BASE64);
      if (comma < 0) {
        throw RequestFailure.badRequest(
            image.name("url"), image.name("url") + " must be a data URL in base64, or https");
      }
      source.put("type", "base64").put("media_type", url.substring("data:".length(), comma));
      source.put("data", url.substring(comma + BASE64.length()));
    } else {
      source.put("type", "url").put("url", url);
    }
    return Json.object().put("type", "image").set("source", source);
  }

  static ObjectNode chatPart(String url) {
    return Json.object().put("type", "image_url").set("image_url", Json.object().put("url", url));
  }
}
