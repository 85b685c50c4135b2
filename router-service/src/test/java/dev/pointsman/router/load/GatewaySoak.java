package dev.pointsman.router.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.load.Gun.Shots;
import dev.pointsman.router.load.MockModel.Manner;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Minutes of steady load on the router, to see whether anything grows; run by hand, see
/// docs/benchmarks/gateway.md. `SOAK_MINUTES` sets how many (10), `SOAK_RATE` the requests a second
/// (200).
///
/// Prints a row a minute: latencies in microseconds, live heap after a full collection, the
/// process's resident memory, threads and open files. Asserts that all was answered.
class GatewaySoak {

  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  @TempDir private Path folder;

  @Test
  void router_underSteadyLoad_answersAll() throws Exception {
    int minutes = setting("SOAK_MINUTES", 10);
    int rate = setting("SOAK_RATE", 200);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    int upstream = Gateways.freePort();
    MockModel.listen(vertx, upstream, new Manner(0, 20, 500));
    System.out.println(
        "| minute | sent | failed | p50 us | p99 us | heap MB | RSS MB | threads | files |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    long failed = 0;
    try (Gateways gateways = new Gateways(folder, upstream)) {
      Target router = gateways.start().getLast();
      for (int minute = 1; minute <= minutes; minute++) {
        Shots shots;
        try (Gun gun = new Gun(vertx, router, GatewayLoad.body(false), 64)) {
          shots = gun.atRate(rate, 60);
        }
        failed += shots.failed();
        row(minute, shots, router.pid());
      }
    } finally {
      vertx.close();
    }
    assertThat(failed).isZero();
  }

  private static void row(int minute, Shots shots, long pid) throws Exception {
    long heap = liveHeapKb(pid);
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d | %d | %d | %d | %d | %s | %d |%n",
        minute,
        shots.sent(),
        shots.failed(),
        shots.micros().getValueAtPercentile(50),
        shots.micros().getValueAtPercentile(99),
        heap / 1024,
        statusKb(pid, "VmRSS:") / 1024,
        status(pid, "Threads:"),
        openFiles(pid));
  }

  /// What survives a full collection.
  private static long liveHeapKb(long pid) throws Exception {
    jcmd(pid, "GC.run");
    return jcmd(pid, "GC.heap_info")
        .lines()
        .filter(line -> line.contains(" total "))
        .map(USED::matcher)
        .filter(Matcher::find)
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .sum();
  }

  private static String jcmd(long pid, String command) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(30, TimeUnit.SECONDS);
    return said;
  }

  private static long statusKb(long pid, String key) throws IOException {
    return Long.parseLong(status(pid, key).replace(" kB", "").strip());
  }

  private static String status(long pid, String key) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .orElse(key + " 0")
        .substring(key.length())
        .strip();
  }

  private static long openFiles(long pid) throws IOException {
    try (var files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files.count();
    }
  }

  private static int setting(String name, int otherwise) {
    String given = System.getenv(name);
    return given == null ? otherwise : Integer.parseInt(given);
  }
}
