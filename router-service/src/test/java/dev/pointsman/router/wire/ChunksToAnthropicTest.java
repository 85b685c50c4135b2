package dev.pointsman.router.wire;

import static dev.pointsman.router.wire.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksToAnthropicTest {

  private static final String CHUNKS =
      """
      {"id":"chatcmpl-1","object":"chat.completion.chunk","created":5,"model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}
      {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}
      {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}
      {"id":"chatcmpl-1","choices":[{"index":0,"delta":{},"finish_reason":"length"}]}
      {"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":50,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":30}},"pointsman":{"arm":"a"}}
      """;

  private final ChunksToAnthropic translator = new ChunksToAnthropic(48);

  @Test
  void translate_documentedChunks_areTheDocumentedEvents() {
    List<String> said = Wire.all(translator, Wire.chunks(CHUNKS));

    assertThat(said)
        .containsExactly(
            event(
                "message_start",
                "\"message\":{\"id\":\"chatcmpl-1\",\"type\":\"message\",\"role\":\"assistant\","
                    + "\"model\":\"gpt-x\",\"content\":[],\"stop_reason\":null,"
                    + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":48,"
                    + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                    + "\"output_tokens\":0}}"),
            event(
                "content_block_start",
                "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
            event(
                "content_block_delta",
                "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}"),
            event(
                "content_block_delta",
                "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"lo\"}"),
            event("content_block_stop", "\"index\":0"),
            event(
                "message_delta",
                "\"delta\":{\"stop_reason\":\"max_tokens\",\"stop_sequence\":null},"
                    + "\"usage\":{\"input_tokens\":20,\"cache_creation_input_tokens\":0,"
                    + "\"cache_read_input_tokens\":30,\"output_tokens\":2},"
                    + "\"pointsman\":{\"arm\":\"a\"}"),
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void translate_callsCutAndInterleavedAnywhere_arriveWhole(int seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<String> arguments =
        List.of(
            "{\"place\": \"Mün\\\"chen\", \"days\": [1, 2, 3]}",
            "{}",
            "{\"deep\": {\"a\": null, \"b\": \"}{\"}}");

    List<String> said = Wire.all(translator, interleaved(arguments, random));

    List<ObjectNode> blocks = Wire.anthropicBlocks(said);
    assertThat(blocks).hasSize(arguments.size() + 1);
    assertThat(blocks.getFirst().path("text").asText()).isEqualTo("I look.");
    for (ObjectNode block : blocks.subList(1, blocks.size())) {
      int call = Integer.parseInt(block.path("id").asText().substring("call_".length()));
      assertThat(block.path("name").asText()).isEqualTo("tool" + call);
      assertThat(block.path("input")).isEqualTo(json(arguments.get(call)));
    }
    assertOneBlockAtATime(said);
    assertThat(Wire.trees(said).get(said.size() - 2).at("/delta/stop_reason").asText())
        .isEqualTo("tool_use");
  }

  @Test
  void roundTrip_anthropicOverChunks_keepsBlocksAndUsage() {
    AnthropicEvents toChunks = new AnthropicEvents(1);
    List<String> chunks = Wire.all(toChunks, Wire.events(AnthropicEventsTest.TOOLS));

    List<String> said = Wire.all(translator, chunks);

    assertThat(Wire.anthropicBlocks(said))
        .containsExactly(
            json("{\"type\": \"text\", \"text\": \"Okay, I look.\"}"),
            json(
                """
                {"type": "tool_use", "id": "toolu_1", "name": "get_weather",
                 "input": {"place": "San Marino"}}
                """),
            json(
                """
                {"type": "tool_use", "id": "toolu_2", "name": "now", "input": {}}
                """));
    JsonNode last = Wire.trees(said).get(said.size() - 2);
    assertThat(json(Json.text(last.path("usage"))))
        .isEqualTo(
            json(
                """
                {"input_tokens": 472, "cache_creation_input_tokens": 0,
                 "cache_read_input_tokens": 1000, "output_tokens": 89}
                """));
  }

  @Test
  void translate_everyCallAtIndexZero_areToldApartById() {
    List<String> said =
        Wire.all(
            translator,
            Wire.chunks(
                """
                {"id":"c","choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\":1}"}}]}}]}
                {"id":"c","choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"f","arguments":"{\\"x\\":2}"}}]},"finish_reason":"tool_calls"}]}
                """));

    assertThat(Wire.anthropicBlocks(said))
        .extracting(block -> block.at("/input/x").asInt())
        .containsExactly(1, 2);
  }

  @Test
  void translate_callsWithoutIndexOrId_getOnesOwn() {
    List<String> said =
        Wire.all(
            translator,
            Wire.chunks(
                """
                {"id":"c","choices":[{"delta":{"tool_calls":[{"function":{"name":"f","arguments":"{"}}]}}]}
                {"id":"c","choices":[{"delta":{"tool_calls":[{"function":{"arguments":"}"}}]},"finish_reason":"stop"}]}
                """));

    assertThat(Wire.anthropicBlocks(said))
        .containsExactly(
            json(
                """
                {"type": "tool_use", "id": "toolu_c_0", "name": "f", "input": {}}
                """));
  }

  @Test
  void translate_errorEvent_isAnErrorEventAndTheLast() {
    List<String> chunks = new ArrayList<>(Wire.chunks(CHUNKS).subList(0, 2));
    chunks.add("data: {\"error\":{\"message\":\"boom\",\"code\":\"rate_limit_exceeded\"}}\n\n");
    chunks.addAll(Wire.chunks(CHUNKS));

    List<String> said = Wire.all(translator, chunks);

    assertThat(said.getLast())
        .isEqualTo(
            event("error", "\"error\":{\"type\":\"rate_limit_error\",\"message\":\"boom\"}"));
    assertThat(Wire.types(said)).doesNotContain("message_stop");
  }

  @Test
  void atEnd_withoutFinishReason_isAnErrorEvent() {
    List<String> said = Wire.all(translator, Wire.chunks(CHUNKS).subList(0, 2));

    assertThat(Wire.types(said).getLast()).isEqualTo("error");
  }

  @Test
  void atEnd_afterFinishReasonWithoutDone_closesTheMessage() {
    List<String> said = Wire.all(translator, Wire.chunks(CHUNKS).subList(0, 5));

    assertThat(said).isEqualTo(Wire.all(new ChunksToAnthropic(48), Wire.chunks(CHUNKS)));
  }

  /// A first word, then each call's beginning and pieces of 1 to 4 characters, mixed at random.
  private static List<String> interleaved(List<String> arguments, RandomGenerator random) {
    List<String> lines = new ArrayList<>();
    lines.add(line(Json.object().put("content", "I look.")));
    int[] sent = new int[arguments.size()];
    for (int i = 0; i < sent.length; i++) {
      ObjectNode call = ToolCalls.chat("call_" + i, "tool" + i, "").put("index", i);
      lines.add(line(Json.object().set("tool_calls", Json.object().arrayNode().add(call))));
      grow(arguments, sent, random.nextInt(i + 1), random, lines);
    }
    for (int i = 0; i < 400; i++) {
      grow(arguments, sent, random.nextInt(sent.length), random, lines);
    }
    lines.add("{\"id\":\"c\",\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}");
    return Wire.chunks(String.join("\n", lines));
  }

  private static void grow(
      List<String> arguments, int[] sent, int call, RandomGenerator random, List<String> lines) {
    String text = arguments.get(call);
    int to = Math.min(text.length(), sent[call] + 1 + random.nextInt(4));
    if (to > sent[call]) {
      ObjectNode delta = Json.object().put("index", call);
      delta.putObject("function").put("arguments", text.substring(sent[call], to));
      lines.add(line(Json.object().set("tool_calls", Json.object().arrayNode().add(delta))));
      sent[call] = to;
    }
  }

  private static String line(ObjectNode delta) {
    ObjectNode chunk = Json.object().put("id", "c");
    chunk.putArray("choices").addObject().put("index", 0).set("delta", delta);
    return Json.text(chunk);
  }

  private static void assertOneBlockAtATime(List<String> said) {
    int open = -1;
    int next = 0;
    for (JsonNode event : Wire.trees(said)) {
      switch (event.path("type").asText("")) {
        case "content_block_start" -> {
          assertThat(open).isEqualTo(-1);
          assertThat(event.path("index").asInt()).isEqualTo(next++);
          open = event.path("index").asInt();
        }
        case "content_block_delta" -> assertThat(event.path("index").asInt()).isEqualTo(open);
        case "content_block_stop" -> {
          assertThat(event.path("index").asInt()).isEqualTo(open);
          open = -1;
        }
        default -> assertThat(open).isEqualTo(-1);
      }
    }
  }

  private static String event(String type, String rest) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + rest + "}\n\n";
  }
}
