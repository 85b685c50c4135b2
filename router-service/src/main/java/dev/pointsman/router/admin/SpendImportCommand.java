package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.spend.FixedCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `spend import`: fixed costs of a file, to a running router.
@Command(
    name = "import",
    description =
        "Brings fixed costs (seats, machines) to a running router; the same again replaces them.",
    mixinStandardHelpOptions = true)
final class SpendImportCommand implements Callable<Integer> {

  @Mixin private RunningOptions options = new RunningOptions();

  @Parameters(
      paramLabel = "FILE",
      description = "CSV: name, from, to, usd, and team, project, model; or FOCUS rows.")
  private Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<FixedCost> costs = read();
    ObjectNode body = Json.object();
    ArrayNode all = body.putArray("fixed_costs");
    costs.forEach(cost -> all.add(cost.json()));
    try (AdminApi api = options.open()) {
      api.call("POST", "/admin/v1/fixed-costs", body);
    }
    KeysOutput.said(spec, costs.size() + " fixed costs are imported");
    return 0;
  }

  private List<FixedCost> read() {
    List<FixedCost> costs;
    try {
      costs = FixedCost.parse(Files.readString(file));
    } catch (IOException e) {
      throw new ConfigProblem(file + " cannot be read; is it a text file?");
    } catch (IllegalArgumentException e) {
      throw new ConfigProblem(file + ": " + e.getMessage());
    }
    if (costs.isEmpty()) {
      throw new ConfigProblem(file + ": it has no rows below a header");
    }
    return costs;
  }
}
