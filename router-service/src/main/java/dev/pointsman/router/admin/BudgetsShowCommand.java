package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `budgets show`: one budget, of its own or by a `*`.
@Command(
    name = "show",
    description = "Shows one budget, also one that stands there by a `*`.",
    mixinStandardHelpOptions = true)
final class BudgetsShowCommand implements Callable<Integer> {

  @Mixin private RunningOptions options = new RunningOptions();

  @Parameters(paramLabel = "PATH", description = "Such as org/team-a/alice.")
  private String path = "";

  @Option(names = "--json", description = "As the admin API tells it.")
  private boolean isJson;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (AdminApi api = options.open()) {
      JsonNode budget = api.get(BudgetsApi.of(path));
      BudgetsOutput.print(spec, isJson, budget, List.of(budget));
    }
    return 0;
  }
}
