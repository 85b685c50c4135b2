package dev.pointsman.router.http;

import dev.pointsman.router.config.RouterConfig.Limits;
import dev.pointsman.router.metrics.Telemetry;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.openai.ToolRepeats;
import io.vertx.core.http.HttpServerResponse;

/// Warns an agent that goes round in circles, and stops one that goes on. Only a request that comes
/// with a tool's result is looked at.
final class LoopGuard {

  static final String HEADER = "x-pointsman-loop";

  private LoopGuard() {}

  /// Throws a 429 when the same call was made too often since the user last spoke.
  static void check(
      ChatRequest request, HttpServerResponse response, Limits limits, Telemetry telemetry) {
    boolean isOff = limits.loopWarning() == 0 && limits.loopStop() == 0;
    if (isOff || !request.dialogue().toolLoop()) {
      return;
    }
    int repeats = ToolRepeats.of(request.body());
    if (limits.loopStop() > 0 && repeats >= limits.loopStop()) {
      telemetry.looped("stopped");
      throw RequestFailure.of(
          429,
          "loop_detected",
          "the same tool was called with the same arguments "
              + repeats
              + " times since the user last spoke; change what the agent does, let the user speak,"
              + " or raise limits.loop_stop");
    }
    if (limits.loopWarning() > 0 && repeats >= limits.loopWarning()) {
      telemetry.looped("warned");
      response.putHeader(HEADER, "warning");
    }
  }
}
