package dev.pointsman.router;

import static dev.pointsman.router.ScriptedUpstream.completion;
import static dev.pointsman.router.TestRouter.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.AdminCommands.Ran;
import dev.pointsman.router.openai.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands on approvals, against a running router.
class ApprovalsCommandTest {

  @TempDir private static Path folder = Path.of(".");
  private static TestRouter router;
  private static AdminCommands commands;

  @BeforeAll
  static void start() throws Exception {
    router =
        new TestRouter(
            """
            keys:
              - { name: boss, key: boss-secret-of-the-file, roles: [admin] }
              - { name: eye, key: eye-secret-of-the-file, roles: [viewer] }
              - { name: app, key: app-secret-of-the-file, budget: org/ann }
            budgets:
              org: { cap_usd: 1000, approve_over_tokens: 1000 }
            """);
    router.upstream.answer("cheap-1", 200, completion("cheap-1", "ok", 10, 5));
    commands = new AdminCommands("approvals", router, folder);
    commands.keep("boss", "boss-secret-of-the-file");
    commands.keep("eye", "eye-secret-of-the-file");
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void grantAndRefuse_areSaidOnce_andTheRequestFollows() {
    String yes = asked("yes");
    String no = asked("no");
    assertThat(as("eye", "list").out().lines())
        .hasSizeGreaterThanOrEqualTo(3)
        .anyMatch(
            line ->
                line.matches(yes + " +pending +app +org/ann +cheap +[0-9.]+ USD, \\d+ tokens .*"))
        .anyMatch(line -> line.startsWith(no));

    Ran granted = as("boss", "grant " + yes);
    assertThat(granted.code()).as(granted.err()).isZero();
    assertThat(granted.err()).contains(yes, "key `app`", "granted, once, until 20");
    assertThat(as("boss", "refuse " + no).err()).contains(no + "` of key `app` is refused");
    assertThat(as("boss", "list").out()).doesNotContain(yes).doesNotContain(no);
    assertThat(as("boss", "list --state granted").out()).contains(yes, "boss").doesNotContain(no);

    assertThat(chat("yes", yes).statusCode()).isEqualTo(200);
    assertThat(chat("no", no).body()).contains("approval_refused");
    Ran again = as("boss", "grant " + yes);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("no approval `" + yes + "` waits").contains("used before");
    assertThat(
            Json.read(as("boss", "list --state used --json").out())
                .orElseThrow()
                .path("approvals")
                .findValuesAsText("id"))
        .containsExactly(yes);
    assertThat(as("boss", "list --state all").out()).contains(yes, no);
  }

  @Test
  void viewer_looksAndDecidesNothing() {
    String id = asked("of a viewer");

    Ran refused = as("eye", "grant " + id);

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("lacks the role").doesNotContain("eye-secret");
    assertThat(as("eye", "list").out()).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grant",
        "grant ../keys",
        "grant apr-000000000000000000000000",
        "refuse never-was",
        "refuse a b",
        "list --state open",
        "list --state a&b",
        "list --url nowhere"
      })
  void badUse_isOneLineAndExit2(String words) {
    Ran ran = as("boss", words);

    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err().strip().lines())
        .hasSize(1)
        .allMatch(line -> line.startsWith("pointsman: "));
    assertThat(ran.err()).doesNotContain("boss-secret");
    assertThat(ran.out()).isEmpty();
  }

  private static Ran as(String who, String words) {
    return commands.as(who, words);
  }

  private static String asked(String words) {
    HttpResponse<String> waits = chat(words, "");
    assertThat(waits.statusCode()).isEqualTo(403);
    return header(waits, "x-pointsman-approval");
  }

  private static HttpResponse<String> chat(String words, String approval) {
    return router.post(
        "/v1/chat/completions",
        """
        {"model":"cheap","max_tokens":2000,"messages":[{"role":"user","content":"%s"}],
         "pointsman":{"tags":["t"]%s}}
        """
            .formatted(words, approval.isEmpty() ? "" : ",\"approval\":\"" + approval + "\""),
        "authorization",
        "Bearer app-secret-of-the-file");
  }
}
