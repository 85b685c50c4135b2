package dev.pointsman.router.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pointsman.router.demo.fleet.FleetModel;
import java.nio.file.Path;
import java.util.List;

/// The `pointsman.yaml` of a demo: what somebody would write who buys from one provider.
final class DemoConfig {

  /// What one more good answer is worth, in USD: the preset `balanced`.
  static final double USD_PER_GOOD_ANSWER = 0.25;

  private DemoConfig() {}

  /// A whole configuration; `fleetUrl` is the base address of the models' server.
  static String yaml(int port, Path dataDir, String fleetUrl, Scene scene) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("server")
        .put("host", "127.0.0.1")
        .put("port", port)
        .put("data_dir", dataDir.toString());
    root.putObject("redis").put("url", "embedded");
    root.putObject("auth").put("mode", "none");
    root.putObject("providers").putObject("fleet").put("type", "openai").put("base_url", fleetUrl);
    ArrayNode models = root.putArray("models");
    List<FleetModel> fleet = scene.models();
    fleet.forEach(model -> add(models, model));
    scene.judge().ifPresent(judge -> add(models, judge).put("family", judge.id()));
    ObjectNode route = root.putObject("routes").putObject("auto");
    ArrayNode arms = route.putArray("arms");
    fleet.forEach(model -> arms.add(model.id()));
    route.putObject("objective").put("usd_per_good_answer", USD_PER_GOOD_ANSWER);
    scene.judge().ifPresent(judge -> grade(route, judge));
    try {
      return new YAMLMapper().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot be written as YAML", e);
    }
  }

  /// A sample of answers is graded, and of some questions other models' answers too.
  private static void grade(ObjectNode route, FleetModel judge) {
    route
        .putObject("judge")
        .put("model", judge.id())
        .put("sample", 0.05)
        .put("per_minute", 600)
        .put("budget_usd_per_day", 5);
    route.putObject("shadow").put("rate", 0.02).put("budget_usd_per_day", 5);
  }

  private static ObjectNode add(ArrayNode models, FleetModel model) {
    ObjectNode entry =
        models
            .addObject()
            .put("id", model.id())
            .put("provider", "fleet")
            .put("model", model.id())
            .put("context", model.context());
    if (!Double.isNaN(model.benchmark())) {
      entry.put("quality_prior", model.benchmark());
    }
    entry
        .putObject("price")
        .put("input", model.price().inputUsdPerMtok())
        .put("output", model.price().outputUsdPerMtok());
    return entry;
  }
}
