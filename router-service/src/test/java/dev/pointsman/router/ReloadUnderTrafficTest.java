package dev.pointsman.router;

import static dev.pointsman.router.TestRouter.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Eight clients ask without a pause while arms come, go and change their prices.
class ReloadUnderTrafficTest {

  private static final int CLIENTS = 8;
  private static final int CHANGES = 20;

  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final Set<String> served = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicBoolean isOver = new AtomicBoolean();

  @Test
  void arms_addedRepricedRemovedTwentyTimes_noRequestFails() throws Exception {
    try (TestRouter router = new TestRouter()) {
      for (String model : List.of("cheap-1", "dear-1")) {
        router.upstream.script(model, ReloadUnderTrafficTest::answer);
      }
      List<Thread> clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> Thread.ofVirtual().start(() -> ask(router, i % 2 == 0)))
              .toList();
      for (int i = 0; i < CHANGES; i++) {
        change(router, i);
      }
      isOver.set(true);
      for (Thread client : clients) {
        client.join();
      }
    }

    assertThat(failures).isEmpty();
    assertThat(answered.get()).isGreaterThan(10 * CHANGES);
    assertThat(served).as("newcomers were asked").anyMatch(arm -> arm.startsWith("new "));
  }

  private static void answer(JsonNode request, HttpServerResponse response) {
    if (!request.path("stream").asBoolean()) {
      ScriptedUpstream.json(response, 200, ScriptedUpstream.completion("m", "ok", 10, 5));
      return;
    }
    response.setChunked(true).putHeader("content-type", "text/event-stream");
    response.write(ScriptedUpstream.piece("m", "o"));
    response.end(ScriptedUpstream.piece("m", "k") + ScriptedUpstream.DONE);
  }

  private void change(TestRouter router, int i) {
    String arm = "new " + i;
    String path = "/admin/v1/arms/new%20" + i;
    String model = i % 2 == 0 ? "cheap-1" : "dear-1";
    String price = "{\"input\":" + i + ",\"output\":1}";
    must(
        router,
        "PUT",
        path,
        "{\"provider\":\"up\",\"model\":\"" + model + "\",\"price\":" + price + "}");
    must(router, "PUT", "/admin/v1/routes/auto", "{\"arms\":[\"cheap\",\"" + arm + "\"]}");
    settle(answered.get() + 2 * CLIENTS);
    must(router, "PUT", "/admin/v1/prices/new%20" + i, "{\"input\":0.01,\"output\":0.01}");
    settle(answered.get() + 2 * CLIENTS);
    must(router, "DELETE", "/admin/v1/config/routes/auto", "");
    must(router, "DELETE", path, "");
  }

  /// Until so many were answered, or one failed.
  private void settle(int count) {
    while (answered.get() < count && failures.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static void must(TestRouter router, String method, String path, String body) {
    HttpResponse<String> done =
        router.send(
            HttpRequest.newBuilder(router.uri(path))
                .method(method, BodyPublishers.ofString(body))
                .build());
    assertThat(done.statusCode()).as(method + " " + path + ": " + done.body()).isEqualTo(200);
  }

  private void ask(TestRouter router, boolean isStreamed) {
    while (!isOver.get()) {
      HttpResponse<String> answer = router.chat("auto", isStreamed ? "\"stream\":true" : "");
      served.add(header(answer, "x-pointsman-arm"));
      if (answer.statusCode() == 200 && !answer.body().contains("\"error\"")) {
        answered.incrementAndGet();
      } else {
        failures.add(answer.statusCode() + " " + answer.body());
      }
    }
  }
}
