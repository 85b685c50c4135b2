package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.node.ForeignServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's first configuration, as it stands there, through `./pointsman serve`, in front of
/// an OpenAI-compatible server that is not ours. Skipped, saying why, where there is no Node.
class TenLinesIT {

  private static final Path README =
      Path.of(System.getProperty("pointsman.root", ".."), "README.md");
  private static final String THEIRS = "https://api.openai.com/v1";
  private static final String QUESTION =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"What is 17 * 23?\"}]%s}";
  private static final Pattern KEY = Pattern.compile("the API key, shown this once: (\\S+)");

  @TempDir Path folder;
  private String lines = "";

  @BeforeEach
  void readme() throws Exception {
    Matcher block =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    assertThat(block.find()).isTrue();
    lines = block.group(1);
  }

  @Test
  void readme_showsAtMostTenLinesAndOneVariable() {
    List<String> variables =
        Pattern.compile("\\$\\{\\w+}").matcher(lines).results().map(m -> m.group()).toList();

    assertThat(lines.lines()).hasSizeLessThanOrEqualTo(10);
    assertThat(variables).containsExactly("${OPENAI_API_KEY}");
    assertThat(lines.split(Pattern.quote(THEIRS), -1)).hasSize(2);
  }

  @Test
  void tenLines_serveInFrontOfAServerThatIsNotOurs() throws Exception {
    try (var server = ForeignServer.start(folder, "sk-right-key");
        var router = serve(server, "sk-right-key")) {
      String key = key(router);
      String[] authorized = {"authorization", "Bearer " + key};

      HttpResponse<String> plain =
          router.post("/v1/chat/completions", QUESTION.formatted(""), authorized);
      HttpResponse<String> streamed =
          router.post("/v1/chat/completions", QUESTION.formatted(",\"stream\":true"), authorized);
      HttpResponse<String> stranger =
          router.post(
              "/v1/chat/completions", QUESTION.formatted(""), "authorization", "Bearer pm-wrong");

      assertThat(plain.statusCode()).as(plain.body()).isEqualTo(200);
      JsonNode answer = RouterProcess.json(plain);
      assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("391");
      assertThat(answer.path("usage").path("prompt_tokens").asInt()).isPositive();
      assertThat(plain.headers().firstValue("x-pointsman-served-by"))
          .hasValueSatisfying(arm -> assertThat(arm).isIn("gpt-4o-mini", "gpt-4o"));
      assertThat(streamed.body()).contains("\"391\"").endsWith("data: [DONE]\n\n");
      assertThat(streamed.body()).doesNotContain("\"usage\"");
      assertThat(stranger.statusCode()).isEqualTo(401);
      assertThat(RouterProcess.json(stranger).at("/error/code").asText())
          .isEqualTo("invalid_api_key");
    }
  }

  @Test
  void wrongProviderKey_isThatServersOwnErrorAndTellsNoSecret() throws Exception {
    try (var server = ForeignServer.start(folder, "sk-right-key");
        var router = serve(server, "sk-wrong-key")) {
      HttpResponse<String> answer =
          router.post(
              "/v1/chat/completions",
              QUESTION.formatted(""),
              "authorization",
              "Bearer " + key(router));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(RouterProcess.json(answer).at("/error/message").asText())
          .isEqualTo("Invalid API key");
      assertThat(answer.body() + answer.headers() + router.log()).doesNotContain("sk-wrong-key");
    }
  }

  /// The README's lines, the server's address in place of OpenAI's, and a port that is free.
  private RouterProcess serve(ForeignServer server, String key) throws Exception {
    int port = RouterProcess.freePort();
    Files.writeString(
        folder.resolve("pointsman.yaml"),
        lines.replace(THEIRS, server.baseUrl()) + "server: { port: " + port + " }\n");
    Path launcher = BuiltTree.launcher(Files.createDirectory(folder.resolve("tree")));
    ProcessBuilder command =
        new ProcessBuilder("bash", launcher.toString(), "serve", "--config", "pointsman.yaml")
            .directory(folder.toFile());
    command.environment().put("OPENAI_API_KEY", key);
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("POINTSMAN_JAVA_OPTS", "-Xmx256m");
    return RouterProcess.start(command, folder, port);
  }

  private static String key(RouterProcess router) {
    return await().until(() -> KEY.matcher(router.log()), Matcher::find).group(1);
  }
}
