package dev.pointsman.router.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.counting.Tokenizer;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.Media;
import dev.pointsman.router.openai.Reckoner;
import dev.pointsman.router.openai.StreamMeter;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicEventsTest {

  private static final Reckoner RECKONER =
      new Reckoner(Tokenizer.forModel("m"), tokenizer -> 5, Media.NONE);

  static final String TOOLS =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_9","type":"message","role":"assistant","content":[],"model":"claude-x","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":472,"cache_read_input_tokens":1000,"cache_creation_input_tokens":0,"output_tokens":2}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"Eq"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: content_block_start
      data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

      event: ping
      data: {"type": "ping"}

      event: content_block_delta
      data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Okay, "}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"I look."}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":1}

      event: content_block_start
      data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{}}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"place\\": \\"San"}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":" Marino\\"}"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":2}

      event: content_block_start
      data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_2","name":"now","input":{}}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":3}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":472,"cache_read_input_tokens":1000,"output_tokens":89}}

      event: message_stop
      data: {"type":"message_stop"}
      """;

  private final AnthropicEvents events = new AnthropicEvents(1_700_000_000L);

  @Test
  void translate_documentedToolStream_isTheSameAnswerInChunks() {
    List<String> said = Wire.all(events, Wire.events(TOOLS));
    List<JsonNode> chunks = Wire.trees(said);

    assertThat(said.getLast()).isEqualTo("data: [DONE]\n\n");
    assertThat(chunks)
        .allSatisfy(
            chunk -> {
              assertThat(chunk.path("id").asText()).isEqualTo("msg_9");
              assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
              assertThat(chunk.path("created").asLong()).isEqualTo(1_700_000_000L);
              assertThat(chunk.path("model").asText()).isEqualTo("claude-x");
            });
    assertThat(chunks.stream().map(chunk -> chunk.at("/choices/0/delta").toString()))
        .containsExactly(
            "{\"role\":\"assistant\",\"content\":\"\"}",
            "{\"reasoning_content\":\"Hm.\"}",
            "{\"content\":\"Okay, \"}",
            "{\"content\":\"I look.\"}",
            call("\"id\":\"toolu_1\",\"type\":\"function\",", "\"name\":\"get_weather\",", "", 0),
            call("", "", "{\\\"place\\\": \\\"San", 0),
            call("", "", " Marino\\\"}", 0),
            call("\"id\":\"toolu_2\",\"type\":\"function\",", "\"name\":\"now\",", "", 1),
            call("", "", "{}", 1),
            "{}",
            "");
    assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
        .isEqualTo("tool_calls");
  }

  @Test
  void translate_usage_isMergedNotAddedAndComesLast() {
    List<JsonNode> chunks = Wire.trees(Wire.all(events, Wire.events(TOOLS)));

    JsonNode last = chunks.getLast();
    assertThat(last.path("choices")).isEmpty();
    assertThat(last.path("usage").toString())
        .isEqualTo(
            "{\"prompt_tokens\":1472,\"completion_tokens\":89,\"total_tokens\":1561,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":1000}}");
    assertThat(chunks.subList(0, chunks.size() - 1)).noneMatch(chunk -> chunk.has("usage"));
  }

  @Test
  void translate_thenStreamMeter_countsTheUsage() {
    StreamMeter meter = new StreamMeter(true, RECKONER, usage -> Json.object());

    Wire.all(events, Wire.events(TOOLS)).forEach(meter::relay);

    assertThat(meter.usage().tokens().input()).isEqualTo(1472);
    assertThat(meter.usage().estimated()).isFalse();
    assertThat(meter.atEnd()).isEmpty();
  }

  @Test
  void translate_inputGivenWholeAtTheStart_isSentOnce() {
    List<String> said =
        Wire.all(
            events,
            Wire.events(
                """
                data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":{"a":1}}}

                data: {"type":"content_block_stop","index":0}

                data: {"type":"message_stop"}
                """));

    assertThat(String.join("", said)).containsOnlyOnce("{\\\"a\\\":1}");
  }

  @Test
  void translate_serverToolsInput_isNotTheClientsCall() {
    List<String> said =
        Wire.all(
            events,
            Wire.events(
                """
                data: {"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{}"}}

                data: {"type":"content_block_stop","index":0}

                data: {"type":"message_stop"}
                """));

    assertThat(String.join("", said)).doesNotContain("tool_calls");
  }

  @Test
  void translate_errorEvent_endsTheStreamWithoutDone() {
    List<String> said =
        Wire.all(
            events,
            Wire.events(
                """
                event: error
                data: {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}

                data: {"type":"message_stop"}
                """));

    assertThat(said).hasSize(1);
    assertThat(Wire.trees(said).getFirst().at("/error/code").asText())
        .isEqualTo("overloaded_error");
  }

  @Test
  void atEnd_afterTheStopReason_closesTheStream() {
    List<String> cut = Wire.events(TOOLS);

    List<String> said = Wire.all(events, cut.subList(0, cut.size() - 1));

    assertThat(said).isEqualTo(Wire.all(new AnthropicEvents(1_700_000_000L), cut));
  }

  @Test
  void atEnd_inTheMiddle_isAnErrorEvent() {
    List<String> said = Wire.all(events, Wire.events(TOOLS).subList(0, 8));

    assertThat(Wire.trees(said).getLast().at("/error/message").asText()).isEqualTo(Failures.CUT);
    assertThat(said).doesNotContain("data: [DONE]\n\n");
    assertThat(events.atEnd()).isEmpty();
  }

  @Test
  void translate_comment_keepsTheConnectionAlive() {
    assertThat(events.translate(": hello\n\n")).containsExactly(": hello\n\n");
    assertThat(events.translate("data: no json\n\n")).isEmpty();
  }

  private static String call(String id, String name, String arguments, int index) {
    return "{\"tool_calls\":[{"
        + id
        + "\"function\":{"
        + name
        + "\"arguments\":\""
        + arguments
        + "\"},\"index\":"
        + index
        + "}]}";
  }
}
