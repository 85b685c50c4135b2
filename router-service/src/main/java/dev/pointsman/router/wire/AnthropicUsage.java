package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;

/// Token counts as Anthropic keeps them: `input` is what was read fresh, beside what came from the
/// prompt cache (`cacheRead`) and what was written to it (`cacheWrite`). OpenAI's `prompt_tokens`
/// is the sum of the three.
record AnthropicUsage(long input, long cacheRead, long cacheWrite, long output) {

  static final AnthropicUsage NONE = new AnthropicUsage(0, 0, 0, 0);

  /// Reads OpenAI's `usage` object; what is not there is 0.
  static AnthropicUsage ofOpenAi(JsonNode usage) {
    JsonNode details = usage.path("prompt_tokens_details");
    long read = count(details, "cached_tokens", 0);
    long written = count(details, "cache_write_tokens", 0);
    long input = Math.max(0, count(usage, "prompt_tokens", 0) - read - written);
    return new AnthropicUsage(input, read, written, count(usage, "completion_tokens", 0));
  }

  /// These counts brought up to date by a later `usage` object of the same answer.
  ///
  /// Anthropic's counts are cumulative: a later one replaces an earlier one and is never added.
  /// Input counts are replaced only by an event that counts any input at all; some servers send
  /// zeros in every event but the first.
  AnthropicUsage updatedBy(JsonNode usage) {
    long latestOutput = count(usage, "output_tokens", output);
    long fresh = count(usage, "input_tokens", input);
    long read = count(usage, "cache_read_input_tokens", cacheRead);
    long written = count(usage, "cache_creation_input_tokens", cacheWrite);
    boolean countsInput =
        count(usage, "input_tokens", 0)
                + count(usage, "cache_read_input_tokens", 0)
                + count(usage, "cache_creation_input_tokens", 0)
            > 0;
    return countsInput
        ? new AnthropicUsage(fresh, read, written, latestOutput)
        : new AnthropicUsage(input, cacheRead, cacheWrite, latestOutput);
  }

  /// OpenAI's `usage` object.
  ObjectNode openAi() {
    long prompt = input + cacheRead + cacheWrite;
    ObjectNode usage = Json.object();
    usage.put("prompt_tokens", prompt).put("completion_tokens", output);
    usage.put("total_tokens", prompt + output);
    usage
        .putObject("prompt_tokens_details")
        .put("cached_tokens", cacheRead)
        .put("cache_write_tokens", cacheWrite);
    return usage;
  }

  /// Anthropic's `usage` object.
  ObjectNode anthropic() {
    return Json.object()
        .put("input_tokens", input)
        .put("cache_creation_input_tokens", cacheWrite)
        .put("cache_read_input_tokens", cacheRead)
        .put("output_tokens", output);
  }

  private static long count(JsonNode usage, String key, long otherwise) {
    JsonNode count = usage.path(key);
    return count.isNumber() ? Math.max(0, count.longValue()) : otherwise;
  }
}
