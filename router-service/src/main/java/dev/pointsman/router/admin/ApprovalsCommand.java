package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.RouterMain.Usage;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.openai.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `approvals`: requests that wait for somebody's word, at a running router.
@Command(
    name = "approvals",
    description = "Requests that wait for somebody's word, at a running router.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ApprovalsCommand implements Runnable {

  private static final String ALL = "/admin/v1/approvals";
  private static final String ID = "ID";
  private static final String OF_A_403 = "As the 403 and the list name it.";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new Usage(
        "approvals what? There are: list, grant, refuse; see pointsman approvals --help");
  }

  @Command(
      name = "list",
      description = "Lists those that wait, newest first.",
      mixinStandardHelpOptions = true)
  void list(
      @Mixin RunningOptions options,
      @Option(
              names = "--state",
              defaultValue = "pending",
              paramLabel = "STATE",
              description = "pending (default), granted, refused, used, expired or all.")
          String state,
      @Option(names = "--json", description = "As the admin API tells it.") boolean isJson) {
    if (!state.matches("[a-z]+")) {
      throw new ConfigProblem("--state: `" + state + "` is no state");
    }
    try (AdminApi api = options.open()) {
      JsonNode answer = api.get(state.equals("all") ? ALL : ALL + "?state=" + state);
      if (isJson) {
        spec.commandLine().getOut().println(answer.toPrettyString());
        spec.commandLine().getOut().flush();
        return;
      }
      List<String[]> rows = new ArrayList<>();
      rows.add(
          new String[] {
            "ID", "STATE", "KEY", "BUDGET", "MODEL", "AT MOST", "ASKED", "UNTIL", "BY", "WHY"
          });
      answer.path("approvals").forEach(approval -> rows.add(row(approval)));
      Columns.print(spec.commandLine().getOut(), rows);
    }
  }

  @Command(
      name = "grant",
      description = "Lets the request go, once: its sender repeats it.",
      mixinStandardHelpOptions = true)
  void grant(
      @Mixin RunningOptions options,
      @Parameters(paramLabel = ID, description = OF_A_403) String id) {
    decide(options, id, "grant");
  }

  @Command(
      name = "refuse",
      description = "Says no to the request.",
      mixinStandardHelpOptions = true)
  void refuse(
      @Mixin RunningOptions options,
      @Parameters(paramLabel = ID, description = OF_A_403) String id) {
    decide(options, id, "refuse");
  }

  private void decide(RunningOptions options, String id, String word) {
    if (!id.matches("[a-zA-Z0-9-]+")) {
      throw new ConfigProblem(
          "`" + id + "` is no approval's id; pointsman approvals list has them");
    }
    try (AdminApi api = options.open()) {
      JsonNode approval = api.call("POST", ALL + "/" + id + "/" + word, Json.object());
      String state = approval.path("state").asText();
      String until =
          state.equals("granted") ? ", once, until " + approval.path("expires_at").asText() : "";
      KeysOutput.said(
          spec,
          "approval `%s` of key `%s` is %s%s"
              .formatted(id, approval.path("key").asText(), state, until));
    }
  }

  private static String[] row(JsonNode approval) {
    return new String[] {
      approval.path("id").asText(),
      approval.path("state").asText(),
      approval.path("key").asText(),
      approval.path("budget").asText(),
      approval.path("model").asText(),
      approval.path("max_usd").asText()
          + " USD, "
          + approval.path("max_tokens").asText()
          + " tokens",
      approval.path("asked_at").asText(),
      approval.path("expires_at").asText(),
      approval.path("decided_by").asText("-"),
      approval.path("why").asText()
    };
  }
}
