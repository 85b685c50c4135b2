package dev.pointsman.router.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Two routers and, where wanted, a collector, each `serve` in a process of its own, on a Redis
/// elsewhere; two arms and a judge behind one upstream.
final class CrashFleet implements AutoCloseable {

  /// Those that serve are before it.
  static final int COLLECTOR = 2;

  private static final String QUESTION =
      """
      {"model":"auto","messages":[{"role":"user","content":"Is all well?"}]}\
      """;
  private static final Pattern SPOOLED =
      Pattern.compile("(?m)^pointsman_journal_spooled(?:\\{[^}]*\\})? (\\S+)");

  private static final int STARTS = 5;

  private final Path folder;
  private final List<Integer> ports = new ArrayList<>();
  private final AtomicReferenceArray<RouterProcess> members = new AtomicReferenceArray<>(3);

  /// `redis` gives each member's section of that name, in the order of the members.
  CrashFleet(Path folder, List<String> redis, String upstream) throws IOException {
    this.folder = folder;
    for (int i = 0; i < redis.size(); i++) {
      ports.add(RouterProcess.freePort());
      Files.createDirectories(home(i));
      Files.writeString(config(i), yaml(i, redis.get(i), upstream));
    }
    start(IntStream.range(0, ports.size()).boxed().toList());
  }

  int port(int member) {
    return ports.get(member);
  }

  /// The configuration that a member serves by.
  Path config(int member) {
    return home(member).resolve("pointsman.yaml");
  }

  /// kill -9.
  void kill(int member) {
    members.get(member).kill();
  }

  /// Starts them at once and waits until all are ready.
  void start(List<Integer> ended) {
    List<CompletableFuture<RouterProcess>> starts =
        ended.stream()
            .map(
                member ->
                    CompletableFuture.supplyAsync(
                        () -> begin(member), task -> Thread.ofVirtual().start(task)))
            .toList();
    for (int i = 0; i < ended.size(); i++) {
      members.set(ended.get(i), starts.get(i).join());
    }
  }

  /// What a router's fold stands at, by the last entry and a hash of all it learnt.
  String fingerprint(int router) throws Exception {
    return snapshots(router).path("fingerprint").asText();
  }

  JsonNode snapshots(int router) throws Exception {
    return members.get(router).read("/admin/v1/snapshots");
  }

  JsonNode decision(int router, String id) throws Exception {
    return members.get(router).read("/v1/decisions/" + id);
  }

  /// The hash of the features by which the first router decides.
  String featureSchema() throws Exception {
    JsonNode decided = RouterProcess.json(members.get(0).post("/v1/route", QUESTION));
    return decision(0, decided.path("decision_id").asText()).path("feature_schema").asText();
  }

  /// How many events wait in a member's journal.
  long spooled(int member) throws Exception {
    Matcher found = SPOOLED.matcher(metrics(member));
    if (!found.find()) {
      throw new IllegalStateException("no metric of the journal");
    }
    return (long) Double.parseDouble(found.group(1));
  }

  /// What `/readyz` says.
  String readiness(int member) throws Exception {
    return members.get(member).get("/readyz").body();
  }

  String metrics(int member) throws Exception {
    return members.get(member).get("/metrics").body();
  }

  private Path home(int member) {
    return folder.resolve("member-" + member);
  }

  /// As whatever runs it would: one that ended because Redis did not answer is started again.
  private RouterProcess begin(int member) {
    String role = member == COLLECTOR ? "collector" : "router";
    for (int left = STARTS; ; left--) {
      try {
        return RouterProcess.start(
            RouterJvm.serve(config(member), "--role", role), home(member), port(member));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (IllegalStateException ended) {
        if (left == 1 || !ended.toString().contains("Redis")) {
          throw ended;
        }
      }
    }
  }

  private String yaml(int member, String redis, String upstream) {
    return """
    server: { host: 127.0.0.1, port: %1$d, data_dir: %2$s }
    redis: { %3$s }
    auth: { mode: none }
    learning: { snapshot_every: 100 }
    providers:
      local: { type: openai, base_url: "%4$s", api_key: none }
      court: { type: openai, base_url: "%4$s", api_key: none }
    models:
      - { id: small, provider: local, model: echo-1, context: 8000, quality_prior: 0.7,
          price: { input: 0.1, output: 0.4 } }
      - { id: large, provider: local, model: echo-2, context: 8000, quality_prior: 0.9,
          price: { input: 2.0, output: 8.0 } }
      - { id: judge, provider: court, model: judge-1, price: { input: 0.1, output: 0.1 } }
    routes:
      auto: { arms: [small, large], objective: { usd_per_good_answer: 0.25 },
              judge: { model: judge, sample: 0.1 } }
    """
        .formatted(port(member), home(member).resolve("data"), redis, upstream);
  }

  @Override
  public void close() {
    for (int i = 0; i < ports.size(); i++) {
      members.get(i).close();
    }
  }
}
