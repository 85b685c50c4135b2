package dev.pointsman.router.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// The gateways under load, each in a process of its own on the first core.
///
/// The router with all it has on: keys, features, decision, recording in its embedded Redis,
/// budgets; and once more without budgets. Beside it, where they are installed, nginx as the floor,
/// and Portkey (folder in `PORTKEY`, pinned as in docs/benchmarks/gateway.md).
final class Gateways implements AutoCloseable {

  private static final String KEY = "load-test-key";

  private final Path folder;
  private final int upstream;
  private final List<Process> processes = new ArrayList<>();

  Gateways(Path folder, int upstream) {
    this.folder = folder;
    this.upstream = upstream;
  }

  /// The model itself, then every gateway there is.
  List<Target> start() throws IOException {
    List<Target> targets = new ArrayList<>();
    targets.add(new Target("direct", chat(upstream), "mock", 0, Map.of()));
    if (Files.isExecutable(Path.of("/usr/sbin/nginx"))) {
      targets.add(nginx());
    }
    String portkey = System.getenv("PORTKEY");
    if (portkey != null) {
      targets.add(portkey(Path.of(portkey)));
    }
    targets.add(router("pointsman, no budgets", ""));
    targets.add(router("pointsman", ", budget: org/team/app"));
    return targets;
  }

  private Target router(String name, String payer) throws IOException {
    int port = freePort();
    Path home = Files.createDirectory(folder.resolve("router-" + port));
    Path config = home.resolve("pointsman.yaml");
    Files.writeString(
        config,
        """
        server: { port: %d, data_dir: %s }
        keys:
          - { name: load, key: %s%s }
        budgets:
          org: { cap_usd: 1000000, window: month }
          org/team: { cap_usd: 100000, window: week }
          org/team/app: [{ cap_usd: 10000, window: day }, { cap_tokens: 100000000000, window: month }]
        providers:
          mock: { base_url: "http://127.0.0.1:%d/v1", api_key: none }
        models:
          - { id: small, provider: mock, model: mock, quality_prior: 0.7, price: { input: 0.1, output: 0.4 } }
          - { id: large, provider: mock, model: mock, quality_prior: 0.9, price: { input: 2.0, output: 8.0 } }
        routes:
          auto: { arms: [small, large] }
        """
            .formatted(port, home.resolve("data"), KEY, payer, upstream));
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.pointsman.router.RouterMain",
            "serve",
            "--config",
            config.toString());
    long pid = process("pointsman-" + port, Map.of(), java);
    answers(port);
    return new Target(name, chat(port), "auto", pid, Map.of("authorization", "Bearer " + KEY));
  }

  private Target nginx() throws IOException {
    int port = freePort();
    Path config = folder.resolve("nginx.conf");
    Files.writeString(
        config,
        """
        daemon off; worker_processes 1; pid %1$s/nginx.pid; error_log %1$s/nginx.log;
        events { worker_connections 4096; }
        http {
          access_log off; client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
          upstream mock { server 127.0.0.1:%2$d; keepalive 256; }
          server { listen 127.0.0.1:%3$d; location / {
            proxy_pass http://mock; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } }
        }
        """
            .formatted(folder, upstream, port));
    long pid = process("nginx", Map.of(), List.of("/usr/sbin/nginx", "-c", config.toString()));
    answers(port);
    return new Target("nginx", chat(port), "mock", pid, Map.of());
  }

  private Target portkey(Path installed) throws IOException {
    int port = freePort();
    String script =
        installed.resolve("node_modules/@portkey-ai/gateway/build/start-server.js").toString();
    long pid =
        process(
            "portkey",
            Map.of("NODE_ENV", "production"),
            List.of("node", script, "--port=" + port, "--headless"));
    answers(port);
    return new Target(
        "portkey",
        chat(port),
        "mock",
        pid,
        Map.of(
            "authorization",
            "Bearer x",
            "x-portkey-provider",
            "openai",
            "x-portkey-custom-host",
            "http://127.0.0.1:" + upstream + "/v1"));
  }

  private long process(String name, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "0"));
    pinned.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(pinned)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    processes.add(process);
    return process.pid();
  }

  private static void answers(int port) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
              }
            });
  }

  private static String chat(int port) {
    return URI.create("http://127.0.0.1:" + port + "/v1/chat/completions").toString();
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    processes.forEach(process -> process.onExit().join());
  }
}
