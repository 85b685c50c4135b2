package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.keys.KeyBook.Told;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// What the commands on keys print.
final class KeysOutput {

  private KeysOutput() {}

  /// The secret alone on standard output, for a pipe; that it is shown once on standard error.
  static void secret(CommandSpec spec, Told told, String what) {
    said(spec, "key `" + told.name() + "` is " + what + "; its secret is shown this once:");
    spec.commandLine().getOut().println(told.secret());
    spec.commandLine().getOut().flush();
  }

  static void said(CommandSpec spec, String line) {
    spec.commandLine().getErr().println("pointsman: " + line);
    spec.commandLine().getErr().flush();
  }

  static void list(CommandSpec spec, List<ObjectNode> keys) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"NAME", "ROLES", "STATE", "LAST USED", "KEPT", "BUDGET"});
    for (ObjectNode key : keys) {
      List<String> roles = new ArrayList<>();
      key.path("roles").forEach(role -> roles.add(role.asText()));
      rows.add(
          new String[] {
            key.path("name").asText(),
            String.join(",", roles),
            state(key),
            key.path("last_used").isTextual() ? key.path("last_used").asText() : "never",
            key.path("kept").asText(),
            key.path("budget").asText("-")
          });
    }
    Columns.print(spec.commandLine().getOut(), rows);
  }

  private static String state(JsonNode key) {
    if (key.has("revoked")) {
      return "revoked " + key.path("revoked").asText();
    }
    return key.has("expires") ? "until " + key.path("expires").asText() : "holds";
  }
}
