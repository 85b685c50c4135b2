package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `budgets list`: all budgets, and what is spent of them.
@Command(
    name = "list",
    description = "Lists all budgets and what is spent of them.",
    mixinStandardHelpOptions = true)
final class BudgetsListCommand implements Callable<Integer> {

  @Mixin private RunningOptions options = new RunningOptions();

  @Option(names = "--json", description = "As the admin API tells it.")
  private boolean isJson;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (AdminApi api = options.open()) {
      JsonNode answer = api.get(BudgetsApi.ALL);
      List<JsonNode> budgets = new ArrayList<>();
      answer.path("budgets").forEach(budgets::add);
      BudgetsOutput.print(spec, isJson, answer, budgets);
    }
    return 0;
  }
}
