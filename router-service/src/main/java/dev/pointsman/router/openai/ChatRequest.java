package dev.pointsman.router.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.features.Prompt;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.router.billing.Quantities;
import java.util.Map;
import java.util.Optional;

/// A chat completion as a client asked for it. The tree is kept: what is not read here goes
/// upstream as it came.
///
/// `otherCharacters` counts the text beside the prompt's (system, earlier turns, tools), `media` is
/// what else they hold; `maxOutputTokens` is what the client allows at most, 0 when it does not
/// say.
public record ChatRequest(
    ObjectNode body,
    String model,
    boolean stream,
    boolean wantsUsage,
    Prompt prompt,
    int otherCharacters,
    Media media,
    int maxOutputTokens,
    Dialogue dialogue,
    Terms terms) {

  private static final int MAX_CHOICES = 128;

  public ChatRequest with(Terms other) {
    return new ChatRequest(
        body,
        model,
        stream,
        wantsUsage,
        prompt,
        otherCharacters,
        media,
        maxOutputTokens,
        dialogue,
        other);
  }

  /// Throws a 400 naming the field that is wrong.
  public static ChatRequest parse(byte[] bytes, Map<String, String> pointsmanHeaders) {
    return of(Json.object(bytes), pointsmanHeaders);
  }

  /// As above, of a tree.
  public static ChatRequest of(ObjectNode body, Map<String, String> pointsmanHeaders) {
    Fields fields = new Fields(body);
    String model = model(fields);
    checkTypes(fields);
    Conversation conversation = Conversation.of(fields);
    boolean stream = fields.flag("stream").orElse(false);
    boolean wantsUsage =
        fields
            .object("stream_options")
            .flatMap(options -> new Fields(options, "stream_options.").flag("include_usage"))
            .orElse(false);
    Terms terms = Terms.of(fields.object("pointsman"), pointsmanHeaders);
    int maxOutput =
        fields
            .integer("max_completion_tokens", 1, Integer.MAX_VALUE)
            .or(() -> fields.integer("max_tokens", 1, Integer.MAX_VALUE))
            .orElse(0);
    return new ChatRequest(
        body,
        model,
        stream,
        wantsUsage,
        conversation.prompt(hasTools(fields), wantsStructure(fields)),
        conversation.otherCharacters() + textLength(fields, "tools"),
        conversation.media(),
        maxOutput,
        conversation.dialogue(),
        terms);
  }

  /// What can be charged for at most, with so much input and so much output for each of the choices
  /// that are asked for. Searches of the provider are not in it.
  public Quantities declared(int inputTokens, int outputTokensEach) {
    long output = (long) outputTokensEach * Math.max(1, body.path("n").asInt(1));
    Tokens tokens = Tokens.of(inputTokens, (int) Math.min(Integer.MAX_VALUE, output));
    return Quantities.of(tokens).withMedia(media.images(), 0, media.mostAudioSeconds());
  }

  /// What the client calls the model; a 400 when it does not say.
  public static String model(Fields fields) {
    return fields
        .text("model", 256)
        .orElseThrow(
            () ->
                RequestFailure.badRequest(
                    "model", "model is missing; use \"auto\", \"auto/<route>\" or a model id"));
  }

  /// Has a stream's usage told, whatever the client wants to hear; where the question would not be
  /// understood, nothing is asked.
  public static void askForUsage(ObjectNode body, boolean understood) {
    if (!understood) {
      body.remove("stream_options");
      return;
    }
    ObjectNode options = Json.object();
    if (body.get("stream_options") instanceof ObjectNode given) {
      options.setAll(given);
    }
    body.set("stream_options", options.put("include_usage", true));
  }

  private static void checkTypes(Fields fields) {
    for (String key :
        new String[] {"temperature", "top_p", "presence_penalty", "frequency_penalty"}) {
      fields.number(key);
    }
    fields.integer("n", 1, MAX_CHOICES);
    fields.flag("logprobs");
    fields.list("tools");
    fields.object("response_format");
    fields
        .value("stop")
        .ifPresent(
            stop ->
                fields.require(
                    stop, stop.isTextual() || stop.isArray(), "stop", "a string or a list"));
  }

  private static boolean hasTools(Fields fields) {
    return fields.list("tools").filter(tools -> !tools.isEmpty()).isPresent();
  }

  private static boolean wantsStructure(Fields fields) {
    return fields
        .object("response_format")
        .map(format -> format.path("type").asText(""))
        .filter(type -> type.startsWith("json"))
        .isPresent();
  }

  private static int textLength(Fields fields, String key) {
    Optional<JsonNode> value = fields.value(key);
    return value.map(tree -> Json.text(tree).length()).orElse(0);
  }
}
