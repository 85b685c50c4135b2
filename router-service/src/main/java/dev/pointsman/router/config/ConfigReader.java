package dev.pointsman.router.config;

import com.fasterxml.jackson.core.JsonPointer;
import dev.pointsman.bandit.features.Embedding;
import dev.pointsman.feedback.fold.KeepRules;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.config.RouterConfig.Budgets;
import dev.pointsman.router.config.RouterConfig.HealthRules;
import dev.pointsman.router.config.RouterConfig.Kind;
import dev.pointsman.router.config.RouterConfig.Limits;
import dev.pointsman.router.config.RouterConfig.Logging;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.RouterConfig.Redis;
import dev.pointsman.router.config.RouterConfig.Route;
import dev.pointsman.router.config.RouterConfig.Server;
import dev.pointsman.router.config.RouterConfig.SessionCostLimit;
import dev.pointsman.router.config.RouterConfig.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns a checked tree into records, and checks what a schema cannot, such as that names resolve.
/// Providers, models, prices and keys have readers of their own.
final class ConfigReader {

  private ConfigReader() {}

  static RouterConfig read(YamlDocument document, Map<String, String> env, Overlay overlay) {
    return read(document, env, overlay, new HashSet<>());
  }

  /// As above; adds the keys that were looked at to `keysRead`.
  static RouterConfig read(
      YamlDocument document, Map<String, String> env, Overlay overlay, Set<String> keysRead) {
    ConfigSchema.apply(document, env, overlay);
    Section root = new Section(document, JsonPointer.empty(), "", document.root(), keysRead);
    Map<String, ModelProvider> providers = ProviderReader.read(root);
    List<Model> models = ModelReader.read(root, providers);
    Server server = server(root.section("server"));
    BudgetTree budgets = BudgetReader.read(root);
    BudgetReader.check(root, budgets);
    List<Route> routes = routes(root, models);
    return new RouterConfig(
        server,
        redis(root.section("redis")),
        keeping(root.section("learning")),
        RetentionReader.read(root.section("retention"), routes),
        AuthReader.read(root, server),
        providers,
        models,
        routes,
        limits(root.section("limits")),
        health(root.section("health")),
        features(root.section("features")),
        new Budgets(budgets, BudgetSettings.of(root.section("budget"))),
        Values.of(root),
        AlertReader.read(root),
        new Logging(root.section("logging").text("level", "info")));
  }

  private static Redis redis(Section section) {
    List<String> nodes = section.texts("cluster");
    Optional<String> url = section.text("url");
    if (nodes.isEmpty()) {
      return new Redis(url.orElse(RedisConnection.EMBEDDED));
    }
    if (url.isPresent()) {
      throw section.problem("cluster", "stands beside url; leave one of them off");
    }
    return new Redis(RedisConnection.CLUSTER + String.join(",", nodes));
  }

  private static KeepRules keeping(Section section) {
    KeepRules usual = KeepRules.DEFAULT;
    return new KeepRules(
        section.integer("snapshot_every", usual.every()),
        Duration.ofMinutes(section.integer("snapshot_minutes", usual.longest().toMinutes())),
        section.integer("keep_rewards", usual.keep()),
        section.flag("archive").orElse(usual.archived()),
        usual.life());
  }

  private static Server server(Section section) {
    return new Server(
        section.text("host", "127.0.0.1"),
        (int) section.integer("port", 8080),
        Path.of(section.text("data_dir", "./data")),
        tls(section.section("tls")),
        new HashSet<>(section.texts("cors")));
  }

  private static Optional<Tls> tls(Section section) {
    String key = section.text("key", "");
    return section.text("cert").map(cert -> new Tls(Path.of(cert), Path.of(key)));
  }

  private static List<Route> routes(Section root, List<Model> models) {
    List<String> ids = models.stream().map(Model::id).toList();
    List<Route> routes = new ArrayList<>();
    for (Section section : root.named("routes")) {
      List<String> arms = section.texts("arms");
      for (String arm : arms) {
        if (!ids.contains(arm)) {
          throw section.problem(
              "arms", "no model with id `" + arm + "`" + Suggestion.among(ids, arm));
        }
        if (models.get(ids.indexOf(arm)).kind() != Kind.CHAT) {
          throw section.problem(
              "arms", "`" + arm + "` gives embeddings; a route holds chat models");
        }
      }
      Objective objective = Objective.of(section.section("objective"));
      DataRules demands = DataRules.of(section.section("require"));
      Trial trial = Trial.of(section, arms);
      routes.add(
          new Route(
              section.name(),
              arms,
              objective,
              Candidates.learning(section),
              trial,
              Candidates.of(section, trial),
              demands,
              Signals.of(section, models, demands),
              CacheRules.of(section.section("cache"))));
    }
    return routes;
  }

  private static Limits limits(Section section) {
    return new Limits(
        section.integer("body_bytes", 20L << 20),
        section.millis("connect_timeout_ms", 3_000),
        section.millis("response_timeout_ms", 120_000),
        section.millis("first_token_timeout_ms", 60_000),
        section.millis("idle_timeout_ms", 60_000),
        section.millis("total_timeout_ms", 600_000),
        section.millis("retry_budget_ms", 10_000),
        (int) section.integer("upstream_connections", 1_024),
        (int) section.integer("concurrent_requests", 4_096),
        (int) section.integer("header_bytes", 64 << 10),
        (int) section.integer("messages", 10_000),
        (int) section.integer("loop_warning", 5),
        (int) section.integer("loop_stop", 25),
        new SessionCostLimit(
            (int) section.integer("session_cost_warning", 20),
            (int) section.integer("session_cost_stop", 100),
            Money.microUsd(section, "session_cost_least_usd").orElse(1_000_000L)));
  }

  private static HealthRules health(Section section) {
    return new HealthRules(
        (int) section.integer("window", 10),
        (int) section.integer("least_calls", 3),
        section.number("failure_share", 0.5),
        section.millis("rest_ms", 5_000));
  }

  private static FeatureSource features(Section section) {
    Optional<FeatureSource> next =
        section.keys().contains("next")
            ? Optional.of(source(section.section("next"), Optional.empty()))
            : Optional.empty();
    return source(section, next);
  }

  private static FeatureSource source(Section section, Optional<FeatureSource> next) {
    Optional<String> file = section.text("file");
    Optional<String> embedding = section.text("embedding");
    if (file.isPresent() && embedding.isPresent()) {
      throw section.problem(
          "embedding", "stands beside file, which names its own embedding; leave it off");
    }
    return new FeatureSource(file.map(Path::of), Embedding.of(embedding.orElse("static")), next);
  }
}
