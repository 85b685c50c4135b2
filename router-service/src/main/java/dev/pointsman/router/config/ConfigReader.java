package dev.pointsman.router.config;

import com.fasterxml.jackson.core.JsonPointer;
import dev.pointsman.bandit.features.Embedding;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.config.RouterConfig.ApiKey;
import dev.pointsman.router.config.RouterConfig.Auth;
import dev.pointsman.router.config.RouterConfig.Deployment;
import dev.pointsman.router.config.RouterConfig.HealthRules;
import dev.pointsman.router.config.RouterConfig.Limits;
import dev.pointsman.router.config.RouterConfig.Logging;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.RouterConfig.ModelProvider;
import dev.pointsman.router.config.RouterConfig.Redis;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.config.RouterConfig.Route;
import dev.pointsman.router.config.RouterConfig.Server;
import dev.pointsman.router.config.RouterConfig.Shape;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns a checked tree into records, and checks what a schema cannot: that names resolve, that ids
/// are unique, that `auth: none` stays on this machine.
final class ConfigReader {

  private ConfigReader() {}

  static RouterConfig read(YamlDocument document, Map<String, String> env) {
    return read(document, env, new HashSet<>());
  }

  /// As above; adds the keys that were looked at to `keysRead`.
  static RouterConfig read(YamlDocument document, Map<String, String> env, Set<String> keysRead) {
    ConfigSchema.apply(document, env);
    Section root = new Section(document, JsonPointer.empty(), "", document.root(), keysRead);
    Map<String, ModelProvider> providers = providers(root);
    List<Model> models = models(root, providers);
    Server server = server(root.section("server"));
    return new RouterConfig(
        server,
        new Redis(root.section("redis").text("url", "embedded")),
        auth(root, server),
        providers,
        models,
        routes(root, models),
        limits(root.section("limits")),
        health(root.section("health")),
        features(root.section("features")),
        new Logging(root.section("logging").text("level", "info")));
  }

  private static Server server(Section section) {
    return new Server(
        section.text("host", "127.0.0.1"),
        (int) section.integer("port", 8080),
        Path.of(section.text("data_dir", "./data")));
  }

  private static Auth auth(Section root, Server server) {
    Section auth = root.section("auth");
    boolean open = auth.text("mode", "keys").equals("none");
    if (open && !isLoopback(server.host())) {
      throw auth.problem(
          "mode",
          "none is accepted on a loopback host only, and server.host is "
              + server.host()
              + "; use mode: keys, or host: 127.0.0.1");
    }
    List<ApiKey> keys = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> secrets = new HashSet<>();
    for (Section section : root.sections("keys")) {
      String name = section.text("name", "");
      if (!names.add(name)) {
        throw section.problem("name", "`" + name + "` is used twice");
      }
      String secret = section.text("key", "");
      if (!secrets.add(secret)) {
        throw section.problem("key", "the same secret stands under two names");
      }
      List<String> roles = section.texts("roles");
      Set<Role> set = new HashSet<>();
      (roles.isEmpty() ? List.of("application") : roles).forEach(role -> set.add(Role.of(role)));
      keys.add(new ApiKey(name, secret, set));
    }
    return new Auth(open, keys);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static Map<String, ModelProvider> providers(Section root) {
    Map<String, ModelProvider> providers = new LinkedHashMap<>();
    for (Section section : root.named("providers")) {
      providers.put(
          section.name(),
          new ModelProvider(
              section.name(),
              Shape.of(section.text("type", "openai")),
              baseUrl(section),
              section.text("api_key"),
              section.strings("headers"),
              section.strings("query")));
    }
    return providers;
  }

  private static URI baseUrl(Section section) {
    try {
      URI url = URI.create(section.text("base_url", "").replaceAll("/+$", ""));
      if (url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the text, which may hold a secret.
    }
    throw section.problem("base_url", "must be an address like https://host[:port]/v1");
  }

  private static List<Model> models(Section root, Map<String, ModelProvider> providers) {
    List<Model> models = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section section : root.sections("models")) {
      String id = section.text("id", "");
      if (!ids.add(id)) {
        throw section.problem("id", "`" + id + "` is used twice");
      }
      if (id.equals("auto") || id.startsWith("auto/")) {
        throw section.problem("id", "`" + id + "` is what clients call a route; choose another");
      }
      models.add(
          new Model(
              id,
              deployments(section, id, providers),
              (int) section.integer("context", 128_000),
              section.number("quality_prior"),
              price(section.section("price")),
              section.tree("params")));
    }
    return models;
  }

  private static List<Deployment> deployments(
      Section model, String id, Map<String, ModelProvider> providers) {
    List<Deployment> all = new ArrayList<>();
    all.add(deployment(model, model.text("model", id), providers));
    for (Section other : model.sections("deployments")) {
      all.add(deployment(other, all.getFirst().upstreamName(), providers));
    }
    return all;
  }

  private static Deployment deployment(
      Section section, String name, Map<String, ModelProvider> providers) {
    String wanted = section.text("provider", "");
    ModelProvider provider = providers.get(wanted);
    if (provider == null) {
      throw section.problem(
          "provider",
          "no provider `" + wanted + "`" + Suggestion.among(providers.keySet(), wanted));
    }
    return new Deployment(provider, section.text("model", name), section.number("weight", 1));
  }

  private static PriceList price(Section section) {
    double input = section.number("input", 0);
    double output = section.number("output", 0);
    return new PriceList(
        input,
        output,
        section.number("cached_input", input),
        section.number("cache_write", input),
        section.number("reasoning", output),
        section.number("per_request", 0));
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
      }
      section
          .text("learner")
          .filter(name -> !Learners.names().contains(name))
          .ifPresent(
              name -> {
                throw section.problem(
                    "learner",
                    "no learner `" + name + "`" + Suggestion.among(Learners.names(), name));
              });
      Objective objective = Objective.of(section.section("objective"));
      routes.add(new Route(section.name(), arms, objective, section.text("learner")));
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
        (int) section.integer("concurrent_requests", 4_096));
  }

  private static HealthRules health(Section section) {
    return new HealthRules(
        (int) section.integer("window", 10),
        (int) section.integer("least_calls", 3),
        section.number("failure_share", 0.5),
        section.millis("rest_ms", 5_000));
  }

  private static FeatureSource features(Section section) {
    Optional<String> file = section.text("file");
    Optional<String> embedding = section.text("embedding");
    if (file.isPresent() && embedding.isPresent()) {
      throw section.problem(
          "embedding", "stands beside file, which names its own embedding; leave it off");
    }
    return new FeatureSource(file.map(Path::of), Embedding.of(embedding.orElse("static")));
  }
}
