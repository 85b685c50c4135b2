package dev.pointsman.router.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.router.billing.Quantities;
import java.util.Optional;

/// What a call used: as the provider counted, or at least partly `estimated` here.
public record Usage(Quantities quantities, boolean estimated) {

  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final long MOST = 20_000_000;

  /// Of a call that brought nothing.
  public static final Usage NONE = new Usage(Quantities.NONE, true);

  /// Reads a provider's `usage` object, whatever its dialect; empty when there is none or it cannot
  /// be believed.
  public static Optional<Quantities> read(JsonNode usage) {
    return UsageReader.read(usage);
  }

  /// A whole number from 0 to 20 million, more than any context window; anything else is no count.
  public static int count(JsonNode number, int otherwise) {
    boolean whole =
        number.isNumber() && number.canConvertToExactIntegral() && number.canConvertToLong();
    boolean sane = whole && number.longValue() >= 0 && number.longValue() <= MOST;
    return sane ? number.intValue() : otherwise;
  }

  public Tokens tokens() {
    return quantities.tokens();
  }

  /// Tokens of so many characters, four each, rounded up: what is thought before anybody counts.
  public static int tokens(long characters) {
    return (int) ((characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN);
  }

  /// OpenAI's `usage` object of these counts.
  public ObjectNode json() {
    return json(quantities);
  }

  /// As above; kinds that are not there are left out, whatever is unknown to OpenAI stands where
  /// {@link #read} finds it.
  public static ObjectNode json(Quantities quantities) {
    Tokens tokens = quantities.tokens();
    ObjectNode usage = Json.object();
    usage.put("prompt_tokens", tokens.input());
    usage.put("completion_tokens", tokens.output());
    usage.put("total_tokens", (long) tokens.input() + tokens.output());
    ObjectNode input = Json.object();
    put(input, "cached_tokens", tokens.cached());
    put(input, "cache_write_tokens", tokens.cacheWrite());
    put(input, "cache_write_1h_tokens", quantities.cacheWrite1h());
    put(input, "audio_tokens", quantities.audioInput());
    ObjectNode output = Json.object();
    put(output, "reasoning_tokens", tokens.reasoning());
    put(output, "audio_tokens", quantities.audioOutput());
    ObjectNode tools = Json.object();
    put(tools, "web_search_requests", quantities.searches());
    put(usage, "prompt_tokens_details", input);
    put(usage, "completion_tokens_details", output);
    put(usage, "server_tool_use", tools);
    return usage;
  }

  private static void put(ObjectNode to, String key, int count) {
    if (count > 0) {
      to.put(key, count);
    }
  }

  private static void put(ObjectNode to, String key, ObjectNode details) {
    if (!details.isEmpty()) {
      to.set(key, details);
    }
  }
}
