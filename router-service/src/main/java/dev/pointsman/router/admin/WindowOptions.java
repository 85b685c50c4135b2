package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// One window of a budget as flags; what is not given is left to the router.
final class WindowOptions {

  @Option(
      names = "--window",
      required = true,
      paramLabel = "NAME",
      description = "hour, day, week, month, total; the first flag of each window.")
  private String window = "";

  @Option(names = "--cap-usd", paramLabel = "USD", description = "Most that may be spent in it.")
  private @Nullable BigDecimal capUsd;

  @Option(names = "--cap-tokens", paramLabel = "N", description = "Input and output together.")
  private @Nullable Long capTokens;

  @Option(names = "--rolling", description = "The last hour, day, week or 30 days.")
  private boolean isRolling;

  @Option(names = "--time-zone", paramLabel = "ZONE", description = "Such as Europe/Berlin.")
  private @Nullable String timeZone;

  @Option(names = "--soft", paramLabel = "SHARE", description = "From this share on it is near.")
  private @Nullable BigDecimal soft;

  @Option(names = "--on-cap", paramLabel = "WHAT", description = "degrade, deny or approve.")
  private @Nullable String onCap;

  @Option(
      names = "--approve-over-usd",
      paramLabel = "USD",
      description = "A request that may cost more waits for approval.")
  private @Nullable BigDecimal approveOverUsd;

  @Option(
      names = "--approve-over-tokens",
      paramLabel = "N",
      description = "A request that may take more waits for approval.")
  private @Nullable Long approveOverTokens;

  ObjectNode json() {
    ObjectNode json = Json.object().put("window", window);
    json.put("cap_usd", capUsd);
    json.put("cap_tokens", capTokens);
    json.put("time_zone", timeZone);
    json.put("soft", soft);
    json.put("on_cap", onCap);
    json.put("approve_over_usd", approveOverUsd);
    json.put("approve_over_tokens", approveOverTokens);
    if (isRolling) {
      json.put("rolling", true);
    }
    json.properties().removeIf(field -> field.getValue().isNull());
    return json;
  }
}
