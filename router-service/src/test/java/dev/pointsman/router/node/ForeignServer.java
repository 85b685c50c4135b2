package dev.pointsman.router.node;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An OpenAI-compatible server that is not ours: the npm package @copilotkit/aimock, which answers
/// by `fixtures.json` whoever has its key.
public final class ForeignServer implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final String address;

  private ForeignServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  public static ForeignServer start(Path folder, String key)
      throws IOException, InterruptedException {
    NodeProject.installed();
    Path log = folder.resolve("aimock.log");
    ProcessBuilder command =
        NodeProject.node(
            List.of("node_modules/.bin/llmock", "--port", "0", "--fixtures", "fixtures.json"));
    command.environment().put("AIMOCK_API_KEYS", key);
    Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Matcher listening =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> LISTENING.matcher(Files.readString(log)), Matcher::find);
    return new ForeignServer(process, listening.group());
  }

  /// Base address, with `/v1`.
  public String baseUrl() {
    return address + "/v1";
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
