package dev.pointsman.router.grading;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A router whose answers are judged by a script.
final class ScriptedJudge {

  private static final Pattern ID = Pattern.compile("\\{\"id\":\"([0-9a-f]{32})\"");
  private static final Pattern CANARY = Pattern.compile("canary is ([0-9a-f]{32})");

  /// What the judge was asked, in order.
  final List<Asked> asked = new CopyOnWriteArrayList<>();

  /// One call of the judge.
  record Asked(String id, String canary, String system, String user) {
    String grade(int grade) {
      return "{\"id\":\"" + id + "\",\"grade\":" + grade + "}";
    }

    String better(String which) {
      return "{\"id\":\"" + id + "\",\"better\":\"" + which + "\"}";
    }
  }

  /// Two arms, `cheap` and `dear`, and a judge `j` of another maker, with settings of the route.
  static TestRouter router(String settings) {
    return TestRouter.of(config(settings));
  }

  /// The same as a configuration.
  static String config(String settings) {
    return """
    providers:
      up: { base_url: UPSTREAM/v1 }
      court: { base_url: UPSTREAM/v1 }
    models:
      - { id: cheap, provider: up, model: cheap-1, quality_prior: 0.6, price: { input: 1, output: 2 } }
      - { id: dear, provider: up, model: dear-1, quality_prior: 0.7, price: { input: 1, output: 3 } }
      - { id: j, provider: court, model: judge-1, price: { input: 1, output: 1 } }
    routes:
      auto: { arms: [cheap, dear], learner: mean, objective: { usd_per_good_answer: 0.25 }, %s }
    """
        .formatted(settings);
  }

  /// Replies by a script of what was asked.
  void replyBy(ScriptedUpstream upstream, Function<Asked, String> script) {
    upstream.script(
        "judge-1",
        (request, response) -> {
          Asked call = asked(request);
          asked.add(call);
          String reply = script.apply(call).replace("\"", "\\\"");
          ScriptedUpstream.json(
              response, 200, ScriptedUpstream.completion("judge-1", reply, 100, 10));
        });
  }

  private static Asked asked(JsonNode request) {
    String system = request.path("messages").path(0).path("content").asText();
    String user = request.path("messages").path(1).path("content").asText();
    return new Asked(found(ID, system), found(CANARY, system), system, user);
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
