package dev.pointsman.router;

import static dev.pointsman.router.TestRouter.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.eval.EvalMain;
import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.spend.Csv;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The commands on spend beside a running router with Redis. Four requests a model, 10 tokens in
/// and 5 out each: 20 micro-USD at `cheap`, 200 at `dear`, 150 at the machine `own`.
class SpendCommandsIT {

  private static final String ADMIN = "boss-secret-of-the-file";
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  @TempDir private static Path folder = Path.of(".");
  private static final ScriptedUpstream UPSTREAM = new ScriptedUpstream();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Path file = Path.of("");
  private static RouterService service;

  private record Ran(int code, String out, String err) {}

  @BeforeAll
  static void serve() throws Exception {
    file = folder.resolve("pointsman.yaml");
    Files.writeString(
        file,
        """
        server: { port: 0, data_dir: "%s" }
        providers:
          acme: { base_url: "%s", api_key: none }
          gpu: { base_url: "%s", api_key: none }
        models:
          - { id: cheap, provider: acme, model: cheap-1, price: { input: 1, output: 2 } }
          - { id: dear, provider: acme, model: dear-1, price: { input: 10, output: 20 } }
          - { id: own, provider: gpu, model: own-1,
              price: { usd_per_hour: 3.6, tokens_per_s: 100, max_concurrency: 2 } }
        routes:
          auto: { arms: [cheap, dear, own] }
        keys:
          - { name: boss, key: %s, roles: [admin], team: ops }
        """
            .formatted(folder.resolve("data"), UPSTREAM.baseUrl(), UPSTREAM.baseUrl(), ADMIN));
    Files.writeString(folder.resolve("admin"), ADMIN);
    for (String model : List.of("cheap-1", "dear-1", "own-1")) {
      UPSTREAM.answer(model, 200, ScriptedUpstream.completion(model, "ok", 10, 5));
    }
    service = RouterService.start(ConfigSource.file(file));
    for (String model : List.of("cheap", "dear", "own")) {
      for (int i = 0; i < 4; i++) {
        assertThat(
                call(
                        "POST",
                        "/v1/chat/completions",
                        "{\"model\":\"" + model + "\"," + MESSAGES + "}")
                    .statusCode())
            .isEqualTo(200);
      }
    }
    await().until(() -> spend().at("/total/requests").asInt() == 12);
  }

  @AfterAll
  static void stop() {
    service.close();
    UPSTREAM.close();
  }

  @Test
  void fixedCosts_imported_areInTheReportAndTheExports() throws Exception {
    Path costs = folder.resolve("costs.csv");
    Files.writeString(
        costs,
        "name,from,to,usd,team,project,model\nSeats,%s,%s,2,ops,,\nGPU,%s,%s,86.4,,,own\n"
            .formatted(today, today.plusDays(1), today, today.plusDays(1)));
    String url = "http://127.0.0.1:" + service.port();
    String[] there = {"--url", url, "--admin-key-file", folder.resolve("admin").toString()};
    for (int i = 0; i < 2; i++) {
      Ran imported = spend("import", costs.toString(), there[0], there[1], there[2], there[3]);
      assertThat(imported.code()).as(imported.err()).isZero();
    }

    JsonNode fixed = spend().path("fixed");
    assertThat(fixed.path("costs")).as("imported twice, kept once").hasSize(2);
    assertThat(fixed.at("/rows/1/key").asText()).isEqualTo("ops");
    BigDecimal seats = fixed.at("/rows/1/added_usd").decimalValue();
    assertThat(seats).as("of today what is gone").isPositive().isLessThan(new BigDecimal("2.1"));
    assertThat(fixed.path("total_usd").decimalValue())
        .isEqualByComparingTo(
            spend()
                .at("/total/cost_usd")
                .decimalValue()
                .add(fixed.path("added_usd").decimalValue()));
    assertThat(fixed.at("/costs/0/charged_usd").decimalValue())
        .as("what the machine's requests bear")
        .isEqualByComparingTo("0.0006");

    Path csv = exported("focus", "focus.csv");
    List<Csv.Row> rows = Csv.rows(Files.readString(csv));
    assertThat(rows).hasSize(5);
    Path parquet = folder.resolve("focus.parquet");
    StringWriter err = new StringWriter();
    int code =
        EvalMain.run(
            new String[] {"data", "parquet", csv.toString(), "--out", parquet.toString()},
            new PrintWriter(new StringWriter()),
            new PrintWriter(err));
    assertThat(code).as(err.toString()).isZero();
    // Billed: requests of the provider, seats and the machine. Effective: all requests and seats.
    assertThat(sums(parquet))
        .isEqualTo("88.400880 2.001480 TIMESTAMP WITH TIME ZONE DECIMAL(30,6) 12");

    assertThat(call("DELETE", "/admin/v1/fixed-costs/" + today + ":Seats", "").statusCode())
        .isEqualTo(200);
    assertThat(call("DELETE", "/admin/v1/fixed-costs/" + today + ":Seats", "").statusCode())
        .isEqualTo(404);
    assertThat(call("DELETE", "/admin/v1/fixed-costs/" + today + ":GPU", "").statusCode())
        .isEqualTo(200);
    assertThat(spend().has("fixed")).isFalse();
  }

  @Test
  void fixedCosts_bad_areRefusedByTheirPlace() {
    HttpResponse<String> refused =
        call(
            "POST",
            "/admin/v1/fixed-costs",
            "{\"fixed_costs\":[{\"name\":\"x\",\"from\":\"2026-01-01\",\"to\":\"2026-01-01\",\"usd\":1}]}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("fixed_costs[0].to: must be after from");
    assertThat(call("POST", "/admin/v1/fixed-costs", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void reconcile_sameAmounts_isWithin_andDriftRaisesOneAlert() throws Exception {
    Path invoice = folder.resolve("invoice.csv");
    String lines = "date,model,cost_usd\n%s,cheap-1,0.00008\n%s,dear-1-2026-01-01,%s\n";
    Files.writeString(invoice, lines.formatted(today, today, "0.0008"));
    Ran same = spend("reconcile", "--config", file.toString(), "--invoice", invoice.toString());
    assertThat(same.code()).as(same.out() + same.err()).isZero();
    assertThat(same.out()).contains("all within 1 %");
    assertThat(alerts()).isEmpty();

    Files.writeString(invoice, lines.formatted(today, today, "0.00081"));
    for (int i = 0; i < 2; i++) {
      Ran apart = spend("reconcile", "--config", file.toString(), "--invoice", invoice.toString());
      assertThat(apart.code()).isEqualTo(1);
      assertThat(apart.out()).contains("-1.23%!", "drift over 1 %");
    }
    assertThat(alerts()).hasSize(1);
    JsonNode alert = alerts().get(0);
    assertThat(alert.path("kind").asText()).isEqualTo("drift");
    assertThat(alert.path("spent_usd").decimalValue()).isEqualByComparingTo("0.0008");
    assertThat(alert.path("limit_usd").decimalValue()).isEqualByComparingTo("0.00081");
  }

  @Test
  void explainAndBreakEven_readTheSameLedger() throws Exception {
    Ran explained = spend("explain", "--config", file.toString(), "--from", today.toString());
    assertThat(explained.code()).as(explained.err()).isZero();
    assertThat(explained.out()).containsPattern("after +0\\.001480 USD");

    Ran even = spend("break-even", "--config", file.toString());
    assertThat(even.code()).as(even.err()).isZero();
    // 86.40 USD a day; 13.33 USD per million at dear, 1.33 at cheap, which is beyond 8.64 million.
    assertThat(even.out())
        .contains("own: 86.40 USD a day")
        .containsPattern("dear +13\\.333 +6,480,000 .* does not pay yet")
        .containsPattern("cheap +1\\.333 +64,800,000 .* cannot pay");
    JsonNode same = json(call("GET", "/v1/spend/break-even?window=all", ""));
    assertThat(same.at("/machines/0/against/0/break_even_tokens_per_day").asDouble())
        .isBetween(6_479_999.0, 6_480_001.0);
  }

  @Test
  void usage_isTheLedgerAsItIs() throws Exception {
    List<Csv.Row> rows = Csv.rows(Files.readString(exported("usage", "usage.csv")));

    assertThat(rows).hasSize(3);
    assertThat(rows).extracting(row -> row.cells().get("requests")).containsOnly("4");
    assertThat(rows)
        .extracting(row -> row.cells().get("micro_usd"))
        .containsExactlyInAnyOrder("80", "800", "600");
  }

  private static String sums(Path parquet) throws Exception {
    String query =
        "SELECT sum(BilledCost), sum(EffectiveCost), any_value(typeof(ChargePeriodStart)),"
            + " any_value(typeof(ListCost)), sum(x_Requests) FROM read_parquet('"
            + parquet
            + "')";
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      List<String> cells = new ArrayList<>();
      for (int i = 1; i <= 5; i++) {
        cells.add(row.getString(i));
      }
      return String.join(" ", cells);
    }
  }

  private static Path exported(String what, String name) {
    Path out = folder.resolve(name);
    Ran ran = run("export", what, "--config", file.toString(), "--out", out.toString(), "--force");
    assertThat(ran.code()).as(ran.err()).isZero();
    return out;
  }

  private static JsonNode spend() {
    return json(call("GET", "/v1/spend?window=all&group_by=team", ""));
  }

  private static JsonNode alerts() {
    return json(call("GET", "/admin/v1/alerts", "")).path("alerts");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.read(answer.body()).orElseThrow();
  }

  private static Ran spend(String... words) {
    List<String> all = new ArrayList<>(List.of("spend"));
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new));
  }

  private static Ran run(String... words) {
    CommandLine command = RouterMain.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(words);
    return new Ran(code, out.toString(), err.toString());
  }

  private static HttpResponse<String> call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
            .header("authorization", "Bearer " + ADMIN)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
