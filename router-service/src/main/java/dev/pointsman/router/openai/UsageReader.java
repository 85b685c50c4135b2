package dev.pointsman.router.openai;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.router.billing.Quantities;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads a provider's `usage`, in whichever of its dialects (docs/costs.md lists them).
///
/// What is no count (see {@link Usage#count}) is as good as none. Without one of the input nothing
/// is believed.
final class UsageReader {

  private static final List<JsonPointer> PROMPT = places("/prompt_tokens");
  private static final List<JsonPointer> INPUT = places("/input_tokens");
  private static final List<JsonPointer> OUTPUT = places("/completion_tokens", "/output_tokens");
  private static final List<JsonPointer> TOTAL = places("/total_tokens");
  private static final List<JsonPointer> CACHED =
      places(
          "/prompt_tokens_details/cached_tokens",
          "/input_tokens_details/cached_tokens",
          "/prompt_cache_hit_tokens",
          "/cache_read_input_tokens",
          "/cached_tokens");
  private static final List<JsonPointer> WRITTEN =
      places(
          "/prompt_tokens_details/cache_write_tokens",
          "/prompt_tokens_details/cache_creation_tokens",
          "/input_tokens_details/cache_write_tokens",
          "/cache_creation_input_tokens");
  private static final List<JsonPointer> WRITTEN_1H =
      places(
          "/prompt_tokens_details/cache_write_1h_tokens",
          "/prompt_tokens_details/cache_creation_token_details/ephemeral_1h_input_tokens",
          "/cache_creation/ephemeral_1h_input_tokens");
  private static final List<JsonPointer> REASONING =
      places(
          "/completion_tokens_details/reasoning_tokens", "/output_tokens_details/reasoning_tokens");
  private static final List<JsonPointer> HEARD =
      places("/prompt_tokens_details/audio_tokens", "/input_tokens_details/audio_tokens");
  private static final List<JsonPointer> SPOKEN =
      places("/completion_tokens_details/audio_tokens", "/output_tokens_details/audio_tokens");
  private static final List<JsonPointer> SEARCHES =
      places("/server_tool_use/web_search_requests", "/num_search_queries");

  private static final double LONGEST_SECONDS = 1e6;
  private static final int NONE = -1;

  private final JsonNode usage;
  private final int cached;
  private final int written;

  private UsageReader(JsonNode usage) {
    this.usage = usage;
    this.cached = Math.max(0, count(CACHED));
    this.written = Math.max(0, count(WRITTEN));
  }

  /// Of an answer or a chunk: its `usage`, Groq's `x_groq.usage`, or the one inside of a choice.
  static Optional<Quantities> ofBody(JsonNode body) {
    return read(body.path("usage"))
        .or(() -> read(body.path("x_groq").path("usage")))
        .or(() -> read(body.path("choices").path(0).path("usage")));
  }

  /// Empty when there is none, or none to be believed.
  static Optional<Quantities> read(JsonNode usage) {
    return usage.isObject() ? new UsageReader(usage).quantities() : Optional.empty();
  }

  private Optional<Quantities> quantities() {
    int input = input();
    if (input <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Quantities(
            tokens(input),
            Math.max(0, count(WRITTEN_1H)),
            Math.max(0, count(HEARD)),
            Math.max(0, count(SPOKEN)),
            0,
            0,
            seconds(),
            Math.max(0, count(SEARCHES))));
  }

  /// All of the prompt. Anthropic's own count leaves out what the cache gave and took.
  private int input() {
    int prompt = count(PROMPT);
    if (prompt != NONE) {
      return prompt;
    }
    int input = count(INPUT);
    boolean anthropic =
        usage.has("cache_read_input_tokens") || usage.has("cache_creation_input_tokens");
    return input != NONE && anthropic ? input + cached + written : input;
  }

  /// Where the total is more than the sum, something is not in it: the cache's part of the prompt
  /// when that is just as much or more than the prompt, else the thoughts.
  private Tokens tokens(int input) {
    int told = count(OUTPUT);
    int output = Math.max(0, told);
    int reasoning = told == NONE ? 0 : Math.max(0, count(REASONING));
    int unsaid = told == NONE ? 0 : Math.max(0, count(TOTAL) - input - output);
    int beside = cached + written;
    if (beside > input || (beside > 0 && unsaid == beside && reasoning == 0)) {
      return new Tokens(input + beside, cached, written, output, Math.min(reasoning, output));
    }
    if (unsaid > 0) {
      return new Tokens(input, cached, written, output + unsaid, Math.max(reasoning, unsaid));
    }
    int all = reasoning > output ? output + reasoning : output;
    return new Tokens(input, cached, written, all, reasoning);
  }

  /// Mistral's, of audio in the prompt.
  private double seconds() {
    JsonNode seconds = usage.path("prompt_audio_seconds");
    double number = seconds.isNumber() ? seconds.doubleValue() : 0;
    return number > 0 && number <= LONGEST_SECONDS ? number : 0;
  }

  /// The first of these that is a count.
  private int count(List<JsonPointer> places) {
    for (JsonPointer place : places) {
      int count = Usage.count(usage.at(place), NONE);
      if (count != NONE) {
        return count;
      }
    }
    return NONE;
  }

  private static List<JsonPointer> places(String... places) {
    return Arrays.stream(places).map(JsonPointer::compile).toList();
  }
}
