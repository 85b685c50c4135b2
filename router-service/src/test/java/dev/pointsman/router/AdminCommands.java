package dev.pointsman.router;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// Commands that ask a running router, each with the key of somebody whose secret stands in
/// `folder`.
record AdminCommands(String command, TestRouter router, Path folder) {

  /// What a command gave back.
  record Ran(int code, String out, String err) {}

  /// The secret of such a name, as the router's configuration has it.
  void keep(String who, String secret) throws IOException {
    Files.writeString(folder.resolve(who), secret + "\n");
  }

  Ran as(String who, String words) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(words.split(" ", -1)));
    if (!words.contains("--url")) {
      all.addAll(List.of("--url", "http://127.0.0.1:" + router.port()));
    }
    all.addAll(List.of("--admin-key-file", folder.resolve(who).toString()));
    CommandLine line = RouterMain.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(all.toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }
}
