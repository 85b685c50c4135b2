package dev.pointsman.router.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.load.Gun.Shots;
import dev.pointsman.router.load.MockModel.Manner;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Load on the gateways in turn, round by round; run by hand, see docs/benchmarks/gateway.md.
///
/// All are warmed up alike, until a just-in-time compiler has little left to do. Prints of each
/// shot latencies in microseconds, the CPU a request cost the gateway and all it started, and the
/// share of the machine's CPU that was neither the gateway's nor this process's. Asserts only that
/// all is answered.
class GatewayLoad {

  private static final int ROUNDS = 3;
  private static final int WARM_UP = 40_000;
  private static final int STREAMS = 1_000;
  private static final String PROMPT =
      "Three friends share a bill of 84 dollars and leave a tip of fifteen percent. Explain step by"
          + " step how much each of them pays, and check the result by adding the parts again.";

  @TempDir private Path folder;

  private interface Shot {
    Shots fire(Gun gun) throws InterruptedException;
  }

  private record Kind(String name, boolean stream, int connections, Shot shot) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("1 at a time", false, 1, gun -> gun.together(1, 2_000)),
          new Kind("16 at a time", false, 16, gun -> gun.together(16, 8_000)),
          new Kind("open loop, 200/s", false, 256, gun -> gun.atRate(200, 10)));

  @Test
  void gateways_underLoad_answerAll() throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    int upstream = Gateways.freePort();
    MockModel.listen(vertx, upstream, new Manner(0, 20, 500));
    System.out.println(
        "| load | round | gateway | sent | failed | p50 us | p99 us | CPU us | foreign |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    int failed = 0;
    try (Gateways gateways = new Gateways(folder, upstream)) {
      List<Target> targets = gateways.start();
      Kind warmUp = new Kind("warm-up", false, 16, gun -> gun.together(16, WARM_UP));
      for (Target target : targets) {
        failed += shoot(vertx, target, warmUp, "0");
      }
      for (Kind kind : KINDS) {
        for (int round = 1; round <= ROUNDS; round++) {
          for (Target target : targets) {
            failed += shoot(vertx, target, kind, "" + round);
          }
        }
      }
      Kind slow =
          new Kind("1,000 slow streams", true, STREAMS, gun -> gun.together(STREAMS, STREAMS));
      failed += shoot(vertx, targets.getLast(), slow, "1");
    } finally {
      vertx.close();
    }
    assertThat(failed).isZero();
  }

  /// A request; every one is another prompt.
  static String body(boolean stream) {
    return "{\"model\":\"MODEL\",\"messages\":[{\"role\":\"user\",\"content\":\"SERIAL. "
        + PROMPT
        + "\"}]"
        + (stream ? ",\"stream\":true}" : "}");
  }

  private static int shoot(Vertx vertx, Target target, Kind kind, String round) throws Exception {
    String body = body(kind.stream());
    long self = ProcessHandle.current().pid();
    long pid = target.pid() == 0 ? self : target.pid();
    Cpu ownBefore = Cpu.of(self);
    Cpu before = Cpu.of(pid);
    Shots shots;
    try (Gun gun = new Gun(vertx, target, body, kind.connections())) {
      shots = kind.shot().fire(gun);
    }
    Cpu used = Cpu.of(pid).since(before);
    Cpu own = Cpu.of(self).since(ownBefore);
    Histogram micros = shots.micros();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %d | %d | %d | %d | %s | %.0f %% |%n",
        kind.name(),
        round,
        target.name(),
        shots.sent(),
        shots.failed(),
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(99),
        target.pid() == 0 ? "" : String.format(Locale.ROOT, "%.0f", used.micros() / shots.sent()),
        100 * Math.max(0, 1 - own.micros() / Math.max(1, own.machineMicros())));
    return shots.failed();
  }
}
