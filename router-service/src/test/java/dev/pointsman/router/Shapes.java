package dev.pointsman.router;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerResponse;

/// A router over one upstream of each shape, and what an Anthropic one says.
public final class Shapes {

  public static final String CONFIG =
      """
      providers:
        open: { base_url: UPSTREAM/v1, api_key: open-secret }
        anth: { type: anthropic, base_url: UPSTREAM/v1, api_key: anth-secret }
      models:
        - { id: gpt, provider: open, model: gpt-1, price: { input: 1, output: 2 } }
        - { id: claude, provider: anth, model: claude-1, max_output: 777,
            price: { input: 10, output: 20, cached_input: 1, cache_write: 12 } }
        - { id: vectors, provider: open, model: vec-1, kind: embeddings, price: { input: 3, output: 0 } }
      routes:
        auto: { arms: [gpt, claude], learner: mean }
        quick: { arms: [claude], learner: mean }
      """;

  private static final String TOOL_CALL =
      """
      {"id":"c2","object":"chat.completion","created":1,"model":"gpt-1","choices":[{"index":0,\
      "message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",\
      "function":{"name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"}}]},\
      "finish_reason":"tool_calls"}],"usage":{"prompt_tokens":10,"completion_tokens":5}}\
      """;

  private static final String CHUNKS =
      ScriptedUpstream.piece("gpt-1", "3")
              .replace("{\"content\"", "{\"role\":\"assistant\",\"content\"")
          + ScriptedUpstream.piece("gpt-1", "91")
          + "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
          + "\"model\":\"gpt-1\",\"choices\":[{\"index\":0,\"delta\":{},"
          + "\"finish_reason\":\"stop\"}]}\n\n"
          + ScriptedUpstream.usage("gpt-1", 10, 2)
          + ScriptedUpstream.DONE;

  private Shapes() {}

  public static TestRouter router() {
    return TestRouter.of(CONFIG);
  }

  /// Both upstreams say 391, plain and in two pieces; the first message that comes with tools is
  /// answered by a call of `weather`.
  public static void answer391(ScriptedUpstream upstream) {
    upstream.script("gpt-1", Shapes::open391);
    upstream.script("claude-1", Shapes::anthropic391);
  }

  /// As an OpenAI-compatible server.
  public static void open391(JsonNode request, HttpServerResponse response) {
    if (request.path("stream").asBoolean()) {
      response.putHeader("content-type", "text/event-stream");
      response.end(CHUNKS);
      return;
    }
    String whole = ScriptedUpstream.completion("gpt-1", "391", 10, 2);
    ScriptedUpstream.json(response, 200, asksForTool(request) ? TOOL_CALL : whole);
  }

  /// As Anthropic's.
  public static void anthropic391(JsonNode request, HttpServerResponse response) {
    if (request.path("stream").asBoolean()) {
      response.putHeader("content-type", "text/event-stream");
      response.end(String.join("", events("3", "91")));
      return;
    }
    ScriptedUpstream.json(response, 200, asksForTool(request) ? toolUse() : message("391"));
  }

  private static boolean asksForTool(JsonNode request) {
    return request.has("tools") && request.path("messages").size() == 1;
  }

  public static String message(String text) {
    return """
    {"id":"msg_1","type":"message","role":"assistant","model":"claude-1","content":[{"type":"text",\
    "text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,\
    "output_tokens":5,"cache_read_input_tokens":4,"cache_creation_input_tokens":2}}\
    """
        .formatted(text);
  }

  public static String toolUse() {
    return """
    {"id":"msg_2","type":"message","role":"assistant","model":"claude-1","content":[{"type":\
    "tool_use","id":"toolu_1","name":"weather","input":{"city":"Bern"}}],"stop_reason":"tool_use",\
    "stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":5}}\
    """;
  }

  /// `two` words in two deltas; its cost at claude's prices is 10x10 + 4x1 + 2x12 + 5x20 = 228.
  public static String[] events(String one, String two) {
    return new String[] {
      event(
          "message_start",
          "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
              + "\"claude-1\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":"
              + "{\"input_tokens\":10,\"cache_read_input_tokens\":4,"
              + "\"cache_creation_input_tokens\":2,\"output_tokens\":1}}"),
      event(
          "content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
      event("ping", ""),
      delta(one),
      delta(two),
      event("content_block_stop", "\"index\":0"),
      event(
          "message_delta",
          "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
              + "\"usage\":{\"output_tokens\":5}"),
      event("message_stop", "")
    };
  }

  public static String delta(String text) {
    return event(
        "content_block_delta",
        "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
  }

  public static String event(String type, String fields) {
    String rest = fields.isEmpty() ? "" : "," + fields;
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
  }

  public static void error(HttpServerResponse response, int status, String type, String message) {
    ScriptedUpstream.json(
        response,
        status,
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
            .formatted(type, message));
  }
}
