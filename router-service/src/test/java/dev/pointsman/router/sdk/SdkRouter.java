package dev.pointsman.router.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.Shapes;
import dev.pointsman.router.TestRouter;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What SDKs are tried against: a router with one key, over an upstream of each shape.
///
/// The upstreams say 391; asked for a structure they say it in one; `status 503` in the question is
/// answered by that status, `slowly` by a stream that never ends, and `vectors` by two numbers.
final class SdkRouter {

  static final String KEY = "sdk-secret";

  private static final String CONFIG =
      Shapes.CONFIG
          + """
          keys: [{ name: sdk, key: sdk-secret }]
          health: { window: 1000, least_calls: 1000 }
          limits: { retry_budget_ms: 0 }
          """;

  private static final Pattern STATUS = Pattern.compile("status (\\d{3})");
  private static final String STRUCTURED = "{\\\"answer\\\":391}";

  private SdkRouter() {}

  static TestRouter start() {
    TestRouter router = TestRouter.of(CONFIG);
    script(router.upstream);
    return router;
  }

  private static void script(ScriptedUpstream upstream) {
    upstream.script(
        "gpt-1",
        special(
            ScriptedUpstream.completion("gpt-1", STRUCTURED, 10, 2),
            ScriptedUpstream.piece("gpt-1", "3"),
            Shapes::open391));
    upstream.script(
        "claude-1",
        special(
            Shapes.message(STRUCTURED),
            Shapes.events("3", "91")[0] + Shapes.events("3", "91")[1] + Shapes.delta("3"),
            Shapes::anthropic391));
    upstream.answer(
        "vec-1",
        200,
        "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":"
            + "[0.5,0.25]}],\"model\":\"vec-1\",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}");
  }

  private static BiConsumer<JsonNode, HttpServerResponse> special(
      String structured, String beginning, BiConsumer<JsonNode, HttpServerResponse> otherwise) {
    return (request, response) -> {
      String asked = request.path("messages").toString();
      Matcher status = STATUS.matcher(asked);
      if (status.find()) {
        int code = Integer.parseInt(status.group(1));
        Shapes.error(response, code, "invalid_request_error", "upstream says " + code);
      } else if (asked.contains("slowly")) {
        response.setChunked(true).putHeader("content-type", "text/event-stream").write(beginning);
      } else if (request.has("response_format") || request.path("output_config").has("format")) {
        ScriptedUpstream.json(response, 200, structured);
      } else {
        otherwise.accept(request, response);
      }
    };
  }
}
