package dev.pointsman.router.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The commands of a document's `bash` blocks in their order, each with what it says it prints:
/// `command # -> text`.
record DocumentedCommands(List<Command> commands) {

  /// One command, over as many lines as backslashes join; `prints` is empty where nothing is said.
  record Command(String text, String prints) {}

  private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PRINTS = Pattern.compile("\\s+# -> (.*)$");
  private static final String MARK = "@@ command ";

  static DocumentedCommands of(String markdown) {
    List<Command> commands = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(markdown);
    while (blocks.find()) {
      StringBuilder command = new StringBuilder();
      for (String line : blocks.group(1).lines().toList()) {
        command.append(line).append('\n');
        if (!line.endsWith("\\")) {
          commands.add(command(command.toString().strip()));
          command.setLength(0);
        }
      }
    }
    return new DocumentedCommands(commands);
  }

  private static Command command(String text) {
    Matcher prints = PRINTS.matcher(text);
    return prints.find()
        ? new Command(text.substring(0, prints.start()), prints.group(1).strip())
        : new Command(text, "");
  }

  /// All of them for one shell, which ends at the first that fails; what it started ends with it.
  String script() {
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    script.append("trap 'kill $(jobs -p); wait' EXIT\n");
    for (int i = 0; i < commands.size(); i++) {
      script.append("printf '\\n").append(MARK).append(i).append("\\n'\n");
      script.append(commands.get(i).text()).append('\n');
    }
    return script.toString();
  }

  /// What each command printed, in their order, as far as they came.
  static List<String> printed(String output) {
    String[] parts = output.split("\n" + MARK + "\\d+\n", -1);
    return List.of(parts).subList(1, parts.length);
  }
}
