package dev.pointsman.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.router.config.ConfigSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The commands on keys, against a store and against a running router.
class KeysCommandIT {

  @TempDir private Path folder = Path.of(".");
  private Path file = Path.of("");

  private record Ran(int code, String out, String err) {
    String line() {
      return out.strip();
    }
  }

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("pointsman.yaml");
    String yaml =
        TestRouter.yaml("http://127.0.0.1:9/v1", "")
            .replace("\"${UP}\"", "none")
            .replace("port: 0 }", "port: 0, data_dir: \"" + folder.resolve("data") + "\" }");
    Files.writeString(file, yaml);
  }

  @Test
  void keys_madeBeforeTheFirstStart_andByARunningRouter() throws Exception {
    Ran admin = run("create", "boss & co", "--role", "admin", "--config", file.toString());
    assertThat(admin.code()).as(admin.err()).isZero();
    assertThat(admin.line()).startsWith("pm-").doesNotContain("\n");
    Path secret = Files.writeString(folder.resolve("admin.key"), admin.line() + "\n");

    try (RouterService service = RouterService.start(ConfigSource.file(file))) {
      assertThat(service.newKey()).as("there is a key already").isEmpty();
      assertThat(models(service, admin.line())).isEqualTo(200);
      String[] url = {
        "--url", "http://127.0.0.1:" + service.port() + "/", "--admin-key-file", secret.toString()
      };

      Ran app = at(url, "create", "app", "--team", "a", "--expires", "90d");
      assertThat(app.code()).as(app.err()).isZero();
      assertThat(models(service, app.line())).isEqualTo(200);
      Ran again = at(url, "create", "app");
      assertThat(again.code()).isEqualTo(2);
      assertThat(again.err()).contains("key `app` is there").doesNotContain("\tat ");
      Ran rotated = at(url, "rotate", "app");
      assertThat(models(service, app.line())).isEqualTo(401);
      assertThat(models(service, rotated.line())).isEqualTo(200);
      Ran list = at(url, "list");
      assertThat(list.out()).contains("boss & co", "app").doesNotContain(rotated.line());

      assertThat(run("revoke", "app", "--config", file.toString()).code()).isZero();
      await().until(() -> models(service, rotated.line()) == 401);
      Ran last = at(url, "revoke", "boss & co");
      assertThat(last.code()).isEqualTo(2);
      assertThat(last.err()).contains("last key with the role admin");
      assertThat(at(url, "expire", "boss & co", "--expires", "2020-01-01").code()).isZero();
      Ran refused = at(url, "list");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("has expired").doesNotContain(admin.line());
    }
    assertThat(run("list", "--config", file.toString()).out()).contains("revoked 20");
  }

  @Test
  void keys_badUse_isOneLineAndExit2() throws Exception {
    List<Ran> all =
        List.of(
            run("list"),
            run("list", "--url", "nowhere"),
            run("list", "--url", "http://127.0.0.1:1"),
            run("create", "--config", file.toString()),
            run("create", "x", "--role", "king", "--config", file.toString()),
            run("create", "x", "--expires", "tomorrow", "--config", file.toString()),
            run("rotate", "nobody", "--config", file.toString()),
            run("rotate", "nobody", "--overlap", "long", "--config", file.toString()));
    for (Ran ran : all) {
      assertThat(ran.code()).as(ran.err()).isEqualTo(2);
      assertThat(ran.err().strip().lines().filter(line -> line.startsWith("pointsman: ")))
          .hasSize(1);
      assertThat(ran.out()).isEmpty();
    }
  }

  /// As by a running router: in the file or made at run time, a budget has to bind the key.
  @Test
  void create_inTheStore_wantsABudgetThatBinds() throws Exception {
    Files.writeString(file, "budgets: { org: { cap_usd: 1 } }\n", StandardOpenOption.APPEND);
    Ran unbound = run("create", "x", "--budget", "lab/x", "--config", file.toString());
    assertThat(unbound.code()).isEqualTo(2);
    assertThat(unbound.err()).contains("no budget stands at or above `lab/x`");
    Ran boss = run("create", "boss", "--role", "admin", "--config", file.toString());
    assertThat(run("create", "x", "--budget", "org/x", "--config", file.toString()).code())
        .isZero();

    try (RouterService service = RouterService.start(ConfigSource.file(file))) {
      HttpRequest put =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + service.port() + "/admin/v1/budgets/lab"))
              .header("authorization", "Bearer " + boss.line())
              .PUT(BodyPublishers.ofString("{\"cap_usd\": 1}"))
              .build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        assertThat(client.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      }
    }
    Ran bound = run("create", "y", "--budget", "lab/y", "--config", file.toString());
    assertThat(bound.code()).as(bound.err()).isZero();
    assertThat(bound.line()).startsWith("pm-");
  }

  @Test
  void adminKey_ofTheEnvironment_isAnAdminAndNoOtherIsMade() throws Exception {
    ConfigSource source =
        ConfigSource.of(
            "x",
            Files.readString(file),
            Map.of("POINTSMAN_ADMIN_KEY", "a-secret-of-the-environment"));
    try (RouterService service = RouterService.start(source)) {
      assertThat(service.newKey()).isEmpty();
      assertThat(get(service, "/admin/v1/keys", "a-secret-of-the-environment")).isEqualTo(200);
    }
  }

  private static Ran at(String[] url, String... words) {
    return run(joined(List.of(words), url));
  }

  private static Ran run(String... words) {
    CommandLine command = RouterMain.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(joined(List.of("keys"), words));
    return new Ran(code, out.toString(), err.toString());
  }

  private static String[] joined(List<String> first, String[] rest) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(rest));
    return all.toArray(String[]::new);
  }

  private static int models(RouterService service, String key) throws Exception {
    return get(service, "/v1/models", key);
  }

  private static int get(RouterService service, String path, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
            .header("authorization", "Bearer " + key)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).statusCode();
    }
  }
}
