package dev.pointsman.router.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.Proposal;
import dev.pointsman.feedback.Retention;
import dev.pointsman.feedback.SignalRules;
import dev.pointsman.feedback.fold.KeepRules;
import dev.pointsman.router.alerts.Alerting;
import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.budget.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// The whole configuration, checked: names resolve, secrets are filled in, defaults stand.
///
/// Records holding a secret never print it.
public record RouterConfig(
    Server server,
    Redis redis,
    KeepRules keeping,
    Retention retention,
    Auth auth,
    Map<String, ModelProvider> providers,
    List<Model> models,
    List<Route> routes,
    Limits limits,
    HealthRules health,
    FeatureSource features,
    Budgets budgets,
    Values values,
    Alerting alerting,
    Logging logging) {

  /// Listening address; port 0 takes any free one.
  ///
  /// `cors` are the origins of web pages that may call.
  public record Server(String host, int port, Path dataDir, Optional<Tls> tls, Set<String> cors) {
    public Server {
      cors = Set.copyOf(cors);
    }
  }

  /// PEM files of the server's certificate, with its chain, and of its private key.
  public record Tls(Path cert, Path key) {}

  /// `embedded`, a `redis://` address, or `cluster:` and those of a cluster's nodes with commas
  /// between them.
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

  public enum Role {
    APPLICATION,
    FEEDBACK,
    VIEWER,
    ADMIN;

    static Role of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /// The shape an endpoint speaks.
  public enum Shape {
    OPENAI,
    ANTHROPIC;

    static Shape of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /// One place where a model answers, and its share of the calls.
  public record Deployment(ModelProvider provider, String upstreamName, double weight) {}

  /// What a model is for.
  public enum Kind {
    CHAT,
    EMBEDDINGS;

    static Kind of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /// A model with fixed parameters: one arm. `context` is its window in tokens, input and output;
  /// `maxOutput` is asked of an upstream that demands a limit when the client set none; `family`
  /// names its maker, to whose models a judge of the same family may be partial; `isLocal`: it runs
  /// on one's own machines.
  public record Model(
      String id,
      List<Deployment> deployments,
      Kind kind,
      int context,
      int maxOutput,
      OptionalDouble qualityPrior,
      PriceList price,
      ObjectNode params,
      DataRules data,
      String family,
      boolean isLocal,
      RateLimit limit) {
    public Model {
      deployments = List.copyOf(deployments);
    }

    /// The provider of the first deployment.
    public String provider() {
      return deployments.getFirst().provider().name();
    }

    /// The provider's name for the model, at the first deployment.
    public String upstreamName() {
      return deployments.getFirst().upstreamName();
    }
  }

  /// Which learner a new route has; which folds in the background to serve behind a cut-over, and
  /// after how many rewards that comes by itself.
  public record Learning(String learner, Optional<String> next, OptionalLong cutoverAfter) {}

  /// A named policy over arms; `candidate` is another that is tried beside it.
  public record Route(
      String name,
      List<String> arms,
      Objective objective,
      Learning learning,
      Trial trial,
      Optional<Proposal> candidate,
      DataRules demands,
      Signals signals,
      CacheRules cache) {
    public Route {
      arms = List.copyOf(arms);
    }
  }

  /// `response`: until an upstream's answer is there (streams: begins, and within `firstToken`);
  /// `idle`: longest silence inside a stream; `total`: from request to last byte; `retryBudget`: no
  /// new attempt begins later than this after the request came; `loopWarning`, `loopStop`: how
  /// often an agent may make the same call before it is warned and stopped, 0 for ever.
  public record Limits(
      long bodyBytes,
      Duration connect,
      Duration response,
      Duration firstToken,
      Duration idle,
      Duration total,
      Duration retryBudget,
      int upstreamConnections,
      int concurrentRequests,
      int headerBytes,
      int messages,
      int loopWarning,
      int loopStop,
      SessionCostLimit sessionCost) {}

  /// A session is warned and stopped once it cost so many times what is usual on its route, 0 for
  /// never, and at least so much.
  public record SessionCostLimit(int warning, int stop, long leastMicroUsd) {}

  /// A deployment rests for `rest` (doubled while it stays down) once `failureShare` of its last
  /// `window` calls failed, of which there were at least `leastCalls`.
  public record HealthRules(int window, int leastCalls, double failureShare, Duration rest) {}

  public record Budgets(BudgetTree tree, BudgetSettings settings) {}

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
    return ConfigReader.read(YamlDocument.parse(yaml, sourceName), env, Overlay.NONE);
  }

  /// How a route's signals are read; the plain way for a route that is gone.
  public SignalRules signalRules(String route) {
    Map<String, String> families = new HashMap<>();
    models.forEach(model -> families.put(model.id(), model.family()));
    return routes.stream()
        .filter(one -> one.name().equals(route))
        .map(Route::signals)
        .map(s -> new SignalRules(s.gold(), s.metrics(), s.horizons(), families))
        .findFirst()
        .orElse(SignalRules.PLAIN);
  }

  /// The longest that any route listens to any source, at least `otherwise`.
  public Duration longestHorizon(Duration otherwise) {
    return routes.stream()
        .flatMap(route -> route.signals().horizons().values().stream())
        .filter(horizon -> horizon.compareTo(otherwise) > 0)
        .max(Duration::compareTo)
        .orElse(otherwise);
  }

  /// The route that `auto` means: the one so named, else the first.
  public Route defaultRoute() {
    return routes.stream()
        .filter(route -> route.name().equals("auto"))
        .findFirst()
        .orElse(routes.getFirst());
  }
}
