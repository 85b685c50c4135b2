package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.pointsman.router.openai.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `budgets set`: makes a budget, or gives one other windows.
@Command(
    name = "set",
    description = {
      "Makes a budget, or gives one other windows in place of those it has. Several windows:",
      "  budgets set org/team-a --window month --cap-usd 50 --window day --cap-usd 5"
    },
    mixinStandardHelpOptions = true)
final class BudgetsSetCommand implements Callable<Integer> {

  @Mixin private RunningOptions options = new RunningOptions();

  @Parameters(paramLabel = "PATH", description = "Such as org/team-a/alice or org/team-b/*.")
  private String path = "";

  @ArgGroup(exclusive = false, multiplicity = "1..*", heading = "Each window:%n")
  private List<WindowOptions> windows = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ArrayNode body = Json.object().putArray("windows");
    windows.forEach(window -> body.add(window.json()));
    try (AdminApi api = options.open()) {
      JsonNode made = api.call("PUT", BudgetsApi.of(path), body);
      KeysOutput.said(spec, "budget `" + path + "` holds, on all routers within a second:");
      BudgetsOutput.print(spec, false, made, List.of(made));
    }
    return 0;
  }
}
