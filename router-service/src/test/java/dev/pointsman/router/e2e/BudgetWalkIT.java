package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pointsman.router.e2e.DocumentedCommands.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The walk of docs/budgets.md, command by command as it stands there, through `./pointsman` and
/// curl; only the provider's address and key and the port are others. Skipped where there is no
/// curl.
class BudgetWalkIT {

  private static final Path DOCUMENT =
      Path.of(System.getProperty("pointsman.root", ".."), "docs", "budgets.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder = Path.of(".");

  @Test
  void walk_everyCommandOfTheDocument_doesWhatItSays() throws Exception {
    assumeThat(
            Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .map(Path::of))
        .as("curl on the PATH")
        .anyMatch(place -> Files.isExecutable(place.resolve("curl")));
    String section = section();
    try (PlainUpstream provider = PlainUpstream.start()) {
      int port = RouterProcess.freePort();
      Matcher yaml = YAML.matcher(section);
      assertThat(yaml.find()).isTrue();
      Files.writeString(folder.resolve("pointsman.yaml"), local(yaml.group(1), provider, port));
      DocumentedCommands walk = DocumentedCommands.of(local(section, provider, port));

      String output = run(walk.script());

      List<String> printed = DocumentedCommands.printed(output);
      assertThat(printed).as(output).hasSameSizeAs(walk.commands());
      assertThat(walk.commands()).hasSizeGreaterThan(25);
      for (int i = 0; i < printed.size(); i++) {
        Command command = walk.commands().get(i);
        assertThat(printed.get(i)).as(command.text()).contains(command.prints());
      }
      assertThat(output).endsWith("@@ done\n");
    }
  }

  private String run(String script) throws Exception {
    BuiltTree.launcher(folder);
    Path log = folder.resolve("walk.log");
    Path file = Files.writeString(folder.resolve("walk.sh"), script + "\necho '@@ done'\n");
    ProcessBuilder shell =
        new ProcessBuilder("bash", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    shell.environment().put("POINTSMAN_JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1");
    Process process = shell.start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    return Files.readString(log);
  }

  private static String section() throws Exception {
    String text = Files.readString(DOCUMENT);
    int from = text.indexOf("## Ten minutes to a tree");
    return text.substring(from, text.indexOf("\n## ", from));
  }

  private static String local(String text, PlainUpstream provider, int port) {
    return text.replace("https://api.openai.com/v1", provider.baseUrl())
        .replace("OPENAI_API_KEY=...", "OPENAI_API_KEY=sk-of-the-test")
        .replace("localhost:8080", "localhost:" + port)
        .replace("port: 8080", "port: " + port);
  }
}
