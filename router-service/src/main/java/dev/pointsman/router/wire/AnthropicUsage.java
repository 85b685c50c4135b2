package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.router.billing.Quantities;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.Usage;

/// Counts as Anthropic keeps them: `input` is what was read fresh, beside what came from the prompt
/// cache (`cacheRead`) and what was written to it (`cacheWrite`, of it `cacheWrite1h` to one that
/// lives an hour). OpenAI's `prompt_tokens` is the sum of the three.
record AnthropicUsage(
    int input, int cacheRead, int cacheWrite, int cacheWrite1h, int output, int searches) {

  static final AnthropicUsage NONE = new AnthropicUsage(0, 0, 0, 0, 0, 0);

  /// Reads OpenAI's `usage` object; all 0 where it cannot be believed.
  static AnthropicUsage ofOpenAi(JsonNode usage) {
    return Usage.read(usage).map(AnthropicUsage::of).orElse(NONE);
  }

  private static AnthropicUsage of(Quantities counted) {
    Tokens tokens = counted.tokens();
    int fresh = Math.max(0, tokens.input() - tokens.cached() - tokens.cacheWrite());
    return new AnthropicUsage(
        fresh,
        tokens.cached(),
        tokens.cacheWrite(),
        counted.cacheWrite1h(),
        tokens.output(),
        counted.searches());
  }

  /// A prompt of so many tokens, and nothing else.
  static AnthropicUsage ofInput(int tokens) {
    return new AnthropicUsage(tokens, 0, 0, 0, 0, 0);
  }

  /// These counts brought up to date by a later `usage` object of the same answer.
  ///
  /// Anthropic's counts are cumulative: a later one replaces an earlier one and is never added.
  /// Input counts are replaced only by an event that counts any input at all; some servers send
  /// zeros in every event but the first. What is no count replaces nothing.
  AnthropicUsage updatedBy(JsonNode usage) {
    int latestOutput = count(usage, "output_tokens", output);
    int latestSearches = count(usage.path("server_tool_use"), "web_search_requests", searches);
    boolean countsInput =
        count(usage, "input_tokens", 0)
                + count(usage, "cache_read_input_tokens", 0)
                + count(usage, "cache_creation_input_tokens", 0)
            > 0;
    if (!countsInput) {
      return new AnthropicUsage(
          input, cacheRead, cacheWrite, cacheWrite1h, latestOutput, latestSearches);
    }
    return new AnthropicUsage(
        count(usage, "input_tokens", input),
        count(usage, "cache_read_input_tokens", cacheRead),
        count(usage, "cache_creation_input_tokens", cacheWrite),
        count(usage.path("cache_creation"), "ephemeral_1h_input_tokens", cacheWrite1h),
        latestOutput,
        latestSearches);
  }

  /// Whether any input was counted.
  boolean isCounted() {
    return input + cacheRead + cacheWrite > 0;
  }

  Quantities quantities() {
    Tokens tokens = new Tokens(input + cacheRead + cacheWrite, cacheRead, cacheWrite, output, 0);
    return new Quantities(tokens, cacheWrite1h, 0, 0, 0, 0, 0, searches);
  }

  /// OpenAI's `usage` object.
  ObjectNode openAi() {
    return Usage.json(quantities());
  }

  /// Anthropic's `usage` object.
  ObjectNode anthropic() {
    ObjectNode usage =
        Json.object()
            .put("input_tokens", input)
            .put("cache_creation_input_tokens", cacheWrite)
            .put("cache_read_input_tokens", cacheRead)
            .put("output_tokens", output);
    if (cacheWrite1h > 0) {
      usage
          .putObject("cache_creation")
          .put("ephemeral_5m_input_tokens", cacheWrite - cacheWrite1h)
          .put("ephemeral_1h_input_tokens", cacheWrite1h);
    }
    if (searches > 0) {
      usage.putObject("server_tool_use").put("web_search_requests", searches);
    }
    return usage;
  }

  private static int count(JsonNode usage, String key, int otherwise) {
    return Usage.count(usage.path(key), otherwise);
  }
}
