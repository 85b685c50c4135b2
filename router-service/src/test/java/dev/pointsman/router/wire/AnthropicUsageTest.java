package dev.pointsman.router.wire;

import static dev.pointsman.router.wire.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnthropicUsageTest {

  private static final AnthropicUsage START =
      AnthropicUsage.NONE.updatedBy(
          json(
              """
              {"input_tokens": 25, "cache_read_input_tokens": 100,
               "cache_creation_input_tokens": 7, "output_tokens": 3,
               "cache_creation": {"ephemeral_5m_input_tokens": 4, "ephemeral_1h_input_tokens": 3},
               "server_tool_use": {"web_search_requests": 2}}
              """));

  @Test
  void updatedBy_outputOnly_replacesOutputAndKeepsInput() {
    AnthropicUsage usage = START.updatedBy(json("{\"output_tokens\": 15}"));

    assertThat(usage).isEqualTo(new AnthropicUsage(25, 100, 7, 3, 15, 2));
  }

  @Test
  void updatedBy_repeatedInput_isNotAdded() {
    AnthropicUsage usage =
        START.updatedBy(
            json(
                """
                {"input_tokens": 25, "cache_read_input_tokens": 100, "output_tokens": 1}
                """));

    assertThat(usage).isEqualTo(new AnthropicUsage(25, 100, 7, 3, 1, 2));
  }

  @Test
  void updatedBy_zerosAndNullsForInput_keepWhatTheStartCounted() {
    AnthropicUsage usage =
        START.updatedBy(
            json(
                """
                {"input_tokens": 0, "cache_read_input_tokens": null, "output_tokens": 9}
                """));

    assertThat(usage).isEqualTo(new AnthropicUsage(25, 100, 7, 3, 9, 2));
  }

  @Test
  void updatedBy_laterInputCount_replacesZeroOfTheStart() {
    AnthropicUsage usage = AnthropicUsage.NONE.updatedBy(json("{\"input_tokens\": 12}"));

    assertThat(usage).isEqualTo(new AnthropicUsage(12, 0, 0, 0, 0, 0));
  }

  @Test
  void openAi_andBack_isTheSame() {
    AnthropicUsage usage = new AnthropicUsage(25, 100, 7, 3, 15, 2);

    assertThat(usage.openAi().path("prompt_tokens").asInt()).isEqualTo(132);
    assertThat(AnthropicUsage.ofOpenAi(usage.openAi())).isEqualTo(usage);
  }

  @Test
  void updatedBy_whatIsNoCount_replacesNothing() {
    AnthropicUsage usage =
        START.updatedBy(
            json(
                """
                {"input_tokens": -1, "output_tokens": "9", "cache_read_input_tokens": 1e30,
                 "cache_creation_input_tokens": 9223372036854775807}
                """));

    assertThat(usage).isEqualTo(START);
  }

  @Test
  void ofOpenAi_moreCachedThanPrompt_isBesideThePrompt() {
    AnthropicUsage usage =
        AnthropicUsage.ofOpenAi(
            json(
                """
                {"prompt_tokens": 5, "prompt_tokens_details": {"cached_tokens": 9}}
                """));

    assertThat(usage).isEqualTo(new AnthropicUsage(5, 9, 0, 0, 0, 0));
  }
}
