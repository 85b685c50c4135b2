package dev.pointsman.router.demo;

import dev.pointsman.router.RouterService;
import dev.pointsman.router.config.ConfigFile;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.demo.fleet.FleetModel;
import dev.pointsman.router.demo.fleet.FleetServer;
import dev.pointsman.router.demo.traffic.RouterClient;
import dev.pointsman.router.demo.traffic.Tally;
import dev.pointsman.router.demo.traffic.TestSet;
import dev.pointsman.router.demo.traffic.Users;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// A running demo: the fleet's server, a router configured as any other, and users who talk to it
/// over HTTP. Closing it ends all three.
final class Demo implements AutoCloseable {

  private static final double HURRY = 10;
  private static final long REPORT_MILLIS = 10_000;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final FleetServer fleet;
  private final RouterService router;
  private final RouterClient client;
  private final Users users;
  private final TestSet testSet;

  /// `rate` is requests a second, 0 for none; `testSet` is how many tasks every model gets first.
  record Settings(int port, Path dataDir, double rate, int testSet, long seed) {}

  private Demo(Scene scene, Settings settings) {
    List<String> ids = scene.models().stream().map(FleetModel::id).toList();
    List<String> served =
        Stream.concat(scene.models().stream(), scene.judge().stream()).map(FleetModel::id).toList();
    Path data = writable(settings.dataDir().resolve(scene.folder()));
    requireFree(settings.port());
    fleet = FleetServer.start(vertx, scene.answers(), served, HURRY);
    String yaml = DemoConfig.yaml(settings.port(), data, fleet.baseUrl(), scene);
    Path file = data.resolve(ConfigFile.NAME);
    keep(yaml, file);
    router = RouterService.start(ConfigSource.file(file));
    client = new RouterClient(vertx, router.port());
    Users.Plan plan = new Users.Plan(settings.rate(), Users.Habits.USUAL, settings.seed());
    users = new Users(vertx, client, scene.workload(), plan);
    testSet = new TestSet(client, scene.testTasks().take(settings.testSet()), ids);
    testSet.run().onSuccess(done -> openTo(settings.rate()));
  }

  /// Throws {@link ConfigProblem} when the port is taken or the data directory cannot be written.
  static Demo start(Scene scene, Settings settings) {
    return new Demo(scene, settings);
  }

  private void openTo(double rate) {
    if (rate > 0 && !closed.get()) {
      users.start();
    }
  }

  int port() {
    return router.port();
  }

  /// What came of the test set; fails never.
  Future<TestSet.Result> tested() {
    return testSet.result();
  }

  Tally tally() {
    return users.tally();
  }

  /// A line every ten seconds: what users see, and what the router says it spent.
  void reportTo(PrintWriter out) {
    StatusLine status = new StatusLine();
    vertx.setPeriodic(
        REPORT_MILLIS,
        id ->
            client
                .state()
                .onSuccess(
                    state -> {
                      out.println(status.text(tally(), state));
                      out.flush();
                    }));
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      testSet.close();
      users.close();
      router.close();
      fleet.close();
      vertx.close().await();
    }
  }

  /// The configuration beside the data, for commands on it.
  private static void keep(String yaml, Path file) {
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new ConfigProblem("cannot write " + file + "; choose another with --data-dir");
    }
  }

  private static Path writable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "write", ".test"));
      return folder;
    } catch (IOException | SecurityException e) {
      throw new ConfigProblem(
          "cannot write to the data directory "
              + folder
              + " ("
              + e.getClass().getSimpleName()
              + "); choose another with --data-dir");
    }
  }

  private static void requireFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      probe.getLocalPort();
    } catch (IOException e) {
      throw new ConfigProblem(
          "port " + port + " is in use; choose another with --port (0 takes a free one)");
    }
  }
}
