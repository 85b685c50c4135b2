package dev.pointsman.router.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.billing.PriceList;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The whole configuration, checked: names resolve, secrets are filled in, defaults stand.
///
/// Records holding a secret never print it.
public record RouterConfig(
    Server server,
    Redis redis,
    Auth auth,
    Map<String, ModelProvider> providers,
    List<Model> models,
    List<Route> routes,
    Limits limits,
    FeatureSource features,
    Logging logging) {

  /// Listening address; port 0 takes any free one.
  public record Server(String host, int port, Path dataDir) {}

  /// `embedded`, or a `redis://` address.
  public record Redis(String url) {
    public boolean embedded() {
      return url.equals("embedded");
    }

    @Override
    public String toString() {
      return embedded() ? "Redis(embedded)" : "Redis(url hidden)";
    }
  }

  /// Who may call. Without `open`, a request needs one of the keys; with no keys given, one is
  /// made.
  public record Auth(boolean open, List<ApiKey> keys) {
    public Auth {
      keys = List.copyOf(keys);
    }
  }

  /// `routes` and `models` it may use, all when empty; `demands` on the data of what it sends.
  public record ApiKey(
      String name,
      String secret,
      Set<Role> roles,
      Set<String> routes,
      Set<String> models,
      DataRules demands) {
    public ApiKey {
      roles = Set.copyOf(roles);
      routes = Set.copyOf(routes);
      models = Set.copyOf(models);
    }

    @Override
    public String toString() {
      return "ApiKey(" + name + ", " + roles + ")";
    }
  }

  public enum Role {
    APPLICATION,
    FEEDBACK,
    VIEWER,
    ADMIN;

    static Role of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /// An OpenAI-compatible endpoint; `baseUrl` has no trailing slash.
  public record ModelProvider(String name, URI baseUrl, Optional<String> apiKey) {
    @Override
    public String toString() {
      return "ModelProvider(" + name + ")";
    }
  }

  /// A model with fixed parameters: one arm. `context` is its window in tokens, input and output.
  public record Model(
      String id,
      String provider,
      String upstreamName,
      int context,
      OptionalDouble qualityPrior,
      PriceList price,
      ObjectNode params,
      DataRules data) {}

  /// A named policy over arms.
  public record Route(
      String name,
      List<String> arms,
      Objective objective,
      Optional<String> learner,
      Trial trial,
      DataRules demands) {
    public Route {
      arms = List.copyOf(arms);
    }
  }

  /// `response`: until an upstream's answer begins; `idle`: longest silence inside a stream;
  /// `retryBudget`: no new attempt begins later than this after the request came.
  public record Limits(
      long bodyBytes,
      Duration connect,
      Duration response,
      Duration idle,
      Duration retryBudget,
      int upstreamConnections) {}

  public record Logging(String level) {}

  public RouterConfig {
    providers = Map.copyOf(providers);
    models = List.copyOf(models);
    routes = List.copyOf(routes);
  }

  /// Reads and checks a whole file. `sourceName` stands before each complaint.
  ///
  /// Throws {@link ConfigProblem} with one line: file, line, what is wrong and how to mend it.
  public static RouterConfig parse(String yaml, String sourceName, Map<String, String> env) {
    return ConfigReader.read(YamlDocument.parse(yaml, sourceName), env);
  }

  /// The route that `auto` means: the one so named, else the first.
  public Route defaultRoute() {
    return routes.stream()
        .filter(route -> route.name().equals("auto"))
        .findFirst()
        .orElse(routes.getFirst());
  }
}
