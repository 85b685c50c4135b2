package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// What the commands on budgets print: a line for each window of each budget.
final class BudgetsOutput {

  private BudgetsOutput() {}

  static void print(CommandSpec spec, boolean isJson, JsonNode answer, List<JsonNode> budgets) {
    if (isJson) {
      spec.commandLine().getOut().println(answer.toPrettyString());
      spec.commandLine().getOut().flush();
      return;
    }
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "BUDGET", "WINDOW", "CAP", "SPENT", "RESERVED", "AT CAP", "RESETS", "KEPT IN"
        });
    for (JsonNode budget : budgets) {
      for (JsonNode window : budget.path("windows")) {
        rows.add(row(budget, window));
      }
    }
    Columns.print(spec.commandLine().getOut(), rows);
  }

  private static String[] row(JsonNode budget, JsonNode window) {
    String zone = window.path("time_zone").asText("UTC");
    String kind = window.path("rolling").asBoolean() ? "rolling " : "";
    String calendar = zone.equals("UTC") ? "" : " " + zone;
    return new String[] {
      budget.path("path").asText(),
      kind + window.path("window").asText() + calendar,
      both(window, "cap_usd", "cap_tokens"),
      window.has("spent_usd") ? spent(window, "spent") : "-",
      window.has("spent_usd") ? spent(window, "reserved") : "-",
      window.path("on_cap").asText(),
      window.path("resets_at").asText("-"),
      budget.path("source").asText()
    };
  }

  /// In the units the cap is in.
  private static String spent(JsonNode window, String what) {
    String usd = window.has("cap_usd") ? text(window, what + "_usd", " USD") : "";
    String tokens = window.has("cap_tokens") ? text(window, what + "_tokens", " tokens") : "";
    return joined(usd, tokens);
  }

  private static String both(JsonNode window, String usd, String tokens) {
    return joined(text(window, usd, " USD"), text(window, tokens, " tokens"));
  }

  private static String text(JsonNode window, String field, String unit) {
    JsonNode value = window.path(field);
    if (value.isMissingNode()) {
      return "";
    }
    String plain = value.decimalValue().stripTrailingZeros().toPlainString();
    return plain + unit;
  }

  private static String joined(String usd, String tokens) {
    return usd.isEmpty() || tokens.isEmpty() ? usd + tokens : usd + ", " + tokens;
  }
}
