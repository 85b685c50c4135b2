package dev.pointsman.router.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.datasets.tasks.Difficulty;
import dev.pointsman.datasets.tasks.Draw;
import dev.pointsman.datasets.tasks.Task;
import dev.pointsman.datasets.tasks.TaskKind;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetServerTest {

  private final Vertx vertx = Vertx.vertx();
  private final TaskBook book = new TaskBook();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private FleetServer fleet;

  @BeforeEach
  void start() {
    List<String> models = Ladder.MODELS.stream().map(FleetModel::id).toList();
    fleet = FleetServer.start(vertx, new SkilledAnswers(book, 1), models, 1000);
  }

  @AfterEach
  void stop() throws Exception {
    fleet.close();
    vertx.close().await();
    http.close();
  }

  @Test
  void completion_knownTask_hasTextAndUsage() throws Exception {
    Task task = TaskKind.EXTRACTION.next(new Draw(5), Difficulty.EASY);
    book.add(task);

    String body = post(chat("mini", task.prompt(), "")).body();

    assertThat(body)
        .contains("\"object\":\"chat.completion\"")
        .contains("\"finish_reason\":\"stop\"")
        .containsPattern("\"prompt_tokens\":\\d+")
        .containsPattern("\"completion_tokens\":\\d+");
  }

  @Test
  void completion_stream_piecesMakeUpThePlainAnswer() throws Exception {
    String plain = post(chat("mini", "Good morning", "")).body();
    String stream = post(chat("mini", "Good morning", ",\"stream\":true")).body();

    StringBuilder text = new StringBuilder();
    for (String line : stream.lines().filter(l -> l.startsWith("data: {")).toList()) {
      text.append(
          ChatWire.parse(line.substring(6).getBytes(java.nio.charset.StandardCharsets.UTF_8))
              .at("/choices/0/delta/content")
              .asText(""));
    }
    assertThat(stream).endsWith("data: [DONE]\n\n").doesNotContain("\"usage\"");
    assertThat(plain).contains(text);
    assertThat(text).isNotEmpty();
  }

  @Test
  void completion_streamWithUsageAsked_lastChunkHasIt() throws Exception {
    String body =
        chat("mini", "Hello", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    assertThat(post(body).body()).containsPattern("\"choices\":\\[\\],\"usage\":\\{");
  }

  @Test
  void completion_maxTokensTooSmall_isCutAndSaysSo() throws Exception {
    String body = post(chat("mini", "Hello", ",\"max_tokens\":3")).body();

    assertThat(body).contains("\"finish_reason\":\"length\"", "\"completion_tokens\":3");
  }

  @Test
  void completion_unknownModelOrBrokenBody_openAiErrors() throws Exception {
    HttpResponse<String> unknown = post(chat("gpt-nowhere", "Hello", ""));
    HttpResponse<String> broken = post("{\"model\":");

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("gpt-nowhere").contains("\"error\"");
    assertThat(broken.statusCode()).isEqualTo(400);
  }

  private static String chat(String model, String prompt, String more) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
        .formatted(model, prompt.replace("\n", "\\n").replace("\"", "\\\""), more);
  }

  /// Asks again when the fleet says it is busy, as it now and then does.
  private HttpResponse<String> post(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(fleet.baseUrl() + "/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() == 503
        ? http.send(request, HttpResponse.BodyHandlers.ofString())
        : response;
  }
}
