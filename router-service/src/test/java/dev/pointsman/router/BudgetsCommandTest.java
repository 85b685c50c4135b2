package dev.pointsman.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.AdminCommands.Ran;
import dev.pointsman.router.openai.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands on budgets, against a running router. Each test has a budget of its own.
class BudgetsCommandTest {

  @TempDir private static Path folder = Path.of(".");
  private static TestRouter router;

  @BeforeAll
  static void start() throws Exception {
    router =
        new TestRouter(
            """
            keys:
              - { name: boss, key: boss-secret-of-the-file, roles: [admin] }
              - { name: eye, key: eye-secret-of-the-file, roles: [viewer] }
              - { name: app, key: app-secret-of-the-file, budget: org/spent/ann }
            budgets:
              org: { cap_usd: 1000 }
              org/kept: { cap_usd: 3, window: day, time_zone: Europe/Berlin }
            """);
    for (String name : List.of("boss", "eye")) {
      commands().keep(name, name + "-secret-of-the-file");
    }
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void set_severalWindows_areShownListedAndBind() {
    Ran set =
        boss(
            "set org/spent --window month --cap-usd 0.5 --soft 0.5 --window day --cap-tokens 200"
                + " --on-cap deny --window total --cap-usd 0.000300 --rolling");
    assertThat(set.code()).as("a total cannot roll").isEqualTo(2);
    set =
        boss(
            "set org/spent --window month --cap-usd 0.5 --soft 0.5 --window day --cap-tokens 900"
                + " --on-cap deny --window total --cap-usd 0.000300");
    assertThat(set.code()).as(set.err()).isZero();
    for (int i = 0; i < 2; i++) {
      assertThat(chat("app-secret-of-the-file")).isEqualTo(200);
    }

    Ran shown = boss("show org/spent");
    assertThat(shown.out().lines())
        .hasSize(4)
        .anyMatch(line -> line.matches("org/spent +month +0\\.5 USD +0\\.\\d+ USD .* runtime"))
        .anyMatch(line -> line.matches("org/spent +day +900 tokens +\\d+ tokens .* deny .*"))
        .anyMatch(line -> line.matches("org/spent +total +0\\.0003 USD .*"));
    assertThat(boss("list").out()).contains("org/spent", "org/kept", "Europe/Berlin");
    JsonNode json = Json.read(boss("show org/spent --json").out()).orElseThrow();
    assertThat(json.path("windows").path(0).path("soft").asDouble()).isEqualTo(0.5);
    assertThat(json.path("windows").path(1).path("spent_tokens").asInt()).isPositive();

    assertThat(boss("set org/spent --window month --cap-usd 0").code()).isZero();
    assertThat(chat("app-secret-of-the-file")).as("another cap, at once").isEqualTo(402);
    assertThat(boss("remove org/spent").code()).isZero();
    assertThat(chat("app-secret-of-the-file")).isEqualTo(200);
    Ran gone = boss("show org/spent");
    assertThat(gone.code()).isEqualTo(2);
    assertThat(gone.err()).contains("no budget `org/spent`");
  }

  @Test
  void set_overTheFilesOwn_holdsUntilItIsRemoved() {
    assertThat(boss("set org/kept --window week --cap-usd 7 --rolling").code()).isZero();
    assertThat(boss("show org/kept").out()).contains("rolling week", "7 USD", "runtime");

    assertThat(boss("remove org/kept").code()).isZero();
    assertThat(boss("show org/kept").out()).contains("day Europe/Berlin", "3 USD", "config");
    Ran again = boss("remove org/kept");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("stands in the configuration; remove it there");
  }

  @Test
  void starMadeAtRunTime_isWhereThoseItStandsForAreKept() {
    assertThat(boss("set org/many/* --window day --cap-usd 2").code()).isZero();

    assertThat(boss("show org/many/*").out()).contains("2 USD", "runtime");
    assertThat(boss("show org/many/ann").out()).contains("org/many/ann", "2 USD", "runtime");
    assertThat(boss("show org").out()).contains("config");
  }

  @Test
  void viewer_looksAndChangesNothing() {
    assertThat(as("eye", "list").code()).isZero();
    for (String change : List.of("set org/x --window day --cap-usd 1", "remove org/kept")) {
      Ran refused = as("eye", change);
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("lacks the role").doesNotContain("eye-secret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set org/bad",
        "set org/bad --cap-usd 1",
        "set org/bad --window day",
        "set org/bad --window year --cap-usd 1",
        "set org/bad --window day --cap-usd -1",
        "set org/bad --window day --cap-usd 1e10",
        "set org/bad --window day --cap-usd 0.0000001",
        "set org/bad --window day --cap-usd much",
        "set org/bad --window day --cap-tokens -5",
        "set org/bad --window day --cap-usd 1 --window day --cap-usd 2",
        "set org/bad --window day --cap-usd 1 --time-zone Moon/Crater",
        "set org/bad --window day --cap-usd 1 --on-cap ignore",
        "set org/bad --window day --cap-usd 1 --soft 2",
        "set org//bad --window day --cap-usd 1",
        "show ../keys",
        "show nobody",
        "remove nobody",
        "list --url nowhere",
        "list --url http://127.0.0.1:1"
      })
  void badUse_isOneLineAndExit2_andChangesNothing(String words) {
    Ran ran = boss(words);

    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err().strip().lines().filter(line -> line.startsWith("pointsman: "))).hasSize(1);
    assertThat(ran.err()).doesNotContain("\tat ").doesNotContain("boss-secret");
    assertThat(ran.out()).isEmpty();
    assertThat(boss("list").out()).doesNotContain("bad");
  }

  private static int chat(String secret) {
    return router
        .chat("cheap", "\"max_tokens\":5", "authorization", "Bearer " + secret)
        .statusCode();
  }

  private static Ran boss(String words) {
    return as("boss", words);
  }

  private static Ran as(String who, String words) {
    return commands().as(who, words);
  }

  private static AdminCommands commands() {
    return new AdminCommands("budgets", router, folder);
  }
}
