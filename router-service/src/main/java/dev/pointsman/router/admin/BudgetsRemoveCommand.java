package dev.pointsman.router.admin;

import dev.pointsman.router.openai.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `budgets remove`: takes away a budget that was made at run time.
@Command(
    name = "remove",
    description = "Removes a budget made at run time; the configuration's own then holds again.",
    mixinStandardHelpOptions = true)
final class BudgetsRemoveCommand implements Callable<Integer> {

  @Mixin private RunningOptions options = new RunningOptions();

  @Parameters(paramLabel = "PATH", description = "Such as org/team-a/alice.")
  private String path = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (AdminApi api = options.open()) {
      api.call("DELETE", BudgetsApi.of(path), Json.object());
      KeysOutput.said(spec, "budget `" + path + "` is removed");
    }
    return 0;
  }
}
