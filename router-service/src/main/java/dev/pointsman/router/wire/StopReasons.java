package dev.pointsman.router.wire;

/// Why an answer ended: Anthropic's `stop_reason` and OpenAI's `finish_reason`. An unknown reason
/// counts as the natural end.
final class StopReasons {

  private StopReasons() {}

  static String toOpenAi(String stopReason) {
    return switch (stopReason) {
      case "max_tokens", "model_context_window_exceeded" -> "length";
      case "tool_use" -> "tool_calls";
      case "refusal" -> "content_filter";
      default -> "stop";
    };
  }

  /// `callsTools` overrules a natural end: OpenAI says `stop` when the client forced the call.
  static String toAnthropic(String finishReason, boolean callsTools, boolean refuses) {
    return switch (finishReason) {
      case "length" -> "max_tokens";
      case "content_filter" -> "refusal";
      default -> {
        String natural = refuses ? "refusal" : "end_turn";
        yield callsTools ? "tool_use" : natural;
      }
    };
  }
}
