package dev.pointsman.router.dashboard;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Serves the dashboard's files and made-up figures that grow with every look at them.
final class DashboardStub implements AutoCloseable {

  static final String HOSTILE = "<img src=x onerror=window.hacked=1>";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger looks = new AtomicInteger();
  private final boolean used;
  private volatile boolean granted;
  private HttpServer server;

  /// `used` is whether the made-up router has answered anything.
  DashboardStub(boolean used) {
    this.used = used;
    this.server = vertx.createHttpServer().requestHandler(this::handle);
    server.listen(0, "127.0.0.1").await();
  }

  int port() {
    return server.actualPort();
  }

  /// Gone for the browser, and back on the same port after the work.
  void away(Runnable meanwhile) {
    int port = port();
    server.close().await();
    meanwhile.run();
    server = vertx.createHttpServer().requestHandler(this::handle);
    server.listen(port, "127.0.0.1").await();
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  private void handle(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    switch (path) {
      case "/" -> file(request, "dashboard/index.html");
      case "/v1/frontier" -> json(request, used ? frontier() : EMPTY_FRONTIER);
      case "/v1/spend" ->
          json(request, used ? spend(String.valueOf(request.getParam("group_by"))) : EMPTY_SPEND);
      case "/dashboard/state" -> json(request, used ? state(looks.incrementAndGet()) : EMPTY_STATE);
      case "/admin/v1/approvals" -> json(request, waiting());
      case "/admin/v1/approvals/apr-1/grant" -> {
        granted = HttpMethod.POST.equals(request.method());
        json(request, "{}");
      }
      default -> {
        String folder = path.startsWith("/webjars/") ? "META-INF/resources" : "dashboard";
        file(request, folder + path);
      }
    }
  }

  private static void json(HttpServerRequest request, String body) {
    request.response().putHeader("content-type", "application/json").end(body);
  }

  private void file(HttpServerRequest request, String name) {
    try (InputStream in = getClass().getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        request.response().setStatusCode(404).end();
        return;
      }
      String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
      request
          .response()
          .putHeader("content-type", type + "; charset=utf-8")
          .end(Buffer.buffer(in.readAllBytes()));
    } catch (IOException e) {
      request.response().setStatusCode(500).end();
    }
  }

  boolean isGranted() {
    return granted;
  }

  private String waiting() {
    String one =
        """
        {"id":"apr-1","state":"pending","key":"app","model":"%s","why":"more than 10000 tokens","max_usd":"0.250000"}\
        """
            .formatted(HOSTILE);
    return "{\"approvals\":[" + (used && !granted ? one : "") + "]}";
  }

  private static final String EMPTY_FRONTIER =
      """
      {"route":"auto","window":"all","static_mix":[],"points":[
        {"kind":"live","n":0,"n_rewarded":0,"cost_usd":{"mean":null,"lo":null,"hi":null},
         "quality":{"mean":null,"lo":null,"hi":null}}]}\
      """;

  private static final String EMPTY_STATE =
      """
      {"route":"auto","requests":0,"rewarded":0,"spend_usd":0,"policy_version":"0","arms":[],
       "series":[],"shares":[],"decisions":[]}\
      """;

  private static final String EMPTY_SPEND =
      """
      {"window":"all","group_by":"team","rows":[],"total":{"requests":0,"cost_usd":0},"prompt_length":[],
       "savings":[]}\
      """;

  /// Ten of a kind, the first of them the costliest; one is not named, and one means harm.
  private static String spend(String by) {
    StringBuilder rows = new StringBuilder();
    for (int i = 10; i > 0; i--) {
      String name = i == 9 ? "" : i == 8 ? HOSTILE : by + "-" + i;
      rows.append(rows.isEmpty() ? "" : ",")
          .append(
              """
              {"key":"%s","requests":%d,"cost_usd":%s,"cost_per_good_answer_usd":0.002,
               "rated_answers":4,"good_answers":3,"denied":%d}\
              """
                  .formatted(name, 10 * i, i, i == 10 ? 5 : 0));
    }
    return """
    {"window":"all","group_by":"%s","rows":[%s],"total":{"requests":550,"cost_usd":55,"cache_hits":7,
     "cache_saved_usd":0.5,"observed":{"requests":12,"would_save_usd":0.25,"at_risk":3}},
     "concentration":{"users":9,"top_users":2,"cost_share":0.71},
     "prompt_length":[{"requests":9,"mean_input_tokens":100},{"requests":9,"mean_input_tokens":150},
       {"requests":1,"mean_input_tokens":10}],
     "savings":[{"route":"auto","method":"holdout","baseline":"big","requests":100,"saved_usd":12.5,
       "saved_usd_per_request":{"mean":0.125,"lo":0.1,"hi":0.15},
       "quality_difference":{"mean":-0.01,"lo":-0.03,"hi":0.01}}],
     "fixed":{"added_usd":20,"total_usd":75,"costs":[]}}\
    """
        .formatted(by, rows);
  }

  private static String frontier() {
    return """
    {"route":"auto","window":"all","static_mix":[[0.0001,0.6],[0.01,0.8]],"points":[%s,%s,%s]}\
    """
        .formatted(
            point("live", "", 0.001, 0.86),
            point("arm", "cheap", 0.0001, 0.6),
            point("arm", HOSTILE, 0.01, 0.8));
  }

  private static String point(String kind, String arm, double cost, double quality) {
    return """
    {"kind":"%s","arm":"%s","n":500,"n_rewarded":200,
     "cost_usd":{"mean":%s,"lo":%s,"hi":%s},"quality":{"mean":%s,"lo":%s,"hi":%s}}\
    """
        .formatted(
            kind, arm, cost, cost * 0.9, cost * 1.1, quality, quality - 0.02, quality + 0.02);
  }

  private static String state(int look) {
    return """
    {"route":"auto","requests":%d,"rewarded":200,"spend_usd":1.5,"policy_version":"7-0",
     "arms":[{"id":"cheap","input_usd_per_mtok":0.1,"output_usd_per_mtok":0.4},
             {"id":"%s","input_usd_per_mtok":5,"output_usd_per_mtok":15}],
     "series":[{"t":1767225600000,"n":20,"quality":0.7,"cost_usd":0.002},
               {"t":1767225660000,"n":20,"quality":0.8,"cost_usd":0.001}],
     "candidate":{"candidacy":"5-0","learner":"lints","lambda":4,"stage":"canary","alarmed":false,
       "warming_up":false,"share":0.1,"rows":1234,"failures":0,
       "utility":{"mean":0.021,"low":0.004,"high":0.038},"quality":{"mean":0.03,"low":-0.01,"high":0.07},
       "cost_usd":{"mean":-0.0012,"low":null,"high":null},
       "steps":[{"stage":"shadow","entry":"5-0","at":"2026-01-01T00:00:00Z","why":""},
                {"stage":"canary","entry":"9-0","at":"2026-01-01T01:00:00Z","why":"%s"}]},
     "alarms":[{"t":1767225630000,"arm":"%s","entry":"7-0"}],
     "shares":[{"arm":"cheap","n":75,"share":0.75},{"arm":"%s","n":25,"share":0.25}],
     "decisions":[{"id":"a","ts":1767225660000,"arm":"%s","propensity":0.2,
       "predicted_quality":0.8,"cost_usd":null,"reward":1,"explored":true}]}\
    """
        .formatted(500 + look, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE);
  }
}
