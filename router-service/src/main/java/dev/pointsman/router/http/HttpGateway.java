package dev.pointsman.router.http;

import dev.pointsman.router.wire.Api;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The server: which path leads to which endpoint. One instance an event loop, all on one port. The
/// endpoints are made anew when the services are others than at the request before; requests under
/// way keep theirs.
public final class HttpGateway extends VerticleBase {

  /// All instances listen on one port that happens to be free.
  public static final int ANY_PORT = -1;

  private static final Map<String, Api> PATHS =
      Map.of(
          "/v1/chat/completions", Api.CHAT,
          "/v1/messages", Api.MESSAGES,
          "/v1/responses", Api.RESPONSES,
          "/v1/embeddings", Api.EMBEDDINGS);

  private static final int[] FRAMEWORK_FAILURES = {400, 404, 405, 406, 413, 414, 415, 431, 500};
  private static final long DRAIN_SECONDS = 20;
  private static final int LONGEST_LINE = 8 << 10;

  private final Supplier<Services> services;
  private final boolean isPublic;
  private final String host;
  private final HttpServerOptions options;
  private final Consumer<Integer> listening;
  private @Nullable Endpoints endpoints;
  private @Nullable HttpServer server;

  /// The router over the services it was made for.
  private record Endpoints(Services services, Router router) {}

  /// Where to listen, on which port, with which certificate if any, how long a head may be, and
  /// whether the API is served or health and metrics alone.
  public record Listening(
      String host, int port, Optional<ServerTls> tls, int headerBytes, boolean isPublic) {}

  /// `services` is asked at each request; `listening` is told the port once the socket is bound.
  public HttpGateway(Supplier<Services> services, Listening at, Consumer<Integer> listening) {
    this.services = services;
    this.isPublic = at.isPublic();
    this.host = at.host();
    this.listening = listening;
    this.options =
        new HttpServerOptions()
            .setHost(at.host())
            .setPort(at.port())
            .setMaxHeaderSize(at.headerBytes())
            .setMaxInitialLineLength(LONGEST_LINE)
            .setHandle100ContinueAutomatically(true);
    options.getInitialSettings().setMaxHeaderListSize(at.headerBytes());
    at.tls().ifPresent(tls -> tls.secure(options));
  }

  @Override
  public Future<?> start() {
    server = vertx.createHttpServer(options).requestHandler(this::handle);
    return server
        .listen()
        .onSuccess(server -> listening.accept(server.actualPort()))
        .map(HttpServer::actualPort);
  }

  /// Greets new connections with another certificate; fails when it is not good, and then the one
  /// before stays.
  public Future<?> renew(ServerTls other) {
    return server == null ? Future.succeededFuture() : server.updateSSLOptions(other.options());
  }

  /// Takes no new connections and lets requests under way finish.
  @Override
  public Future<?> stop() {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
  }

  @SuppressWarnings("ReferenceEquality") // another value is another configuration
  private void handle(HttpServerRequest request) {
    Services now = services.get();
    Endpoints made = endpoints;
    if (made == null || made.services() != now) {
      made = new Endpoints(now, router(now));
      endpoints = made;
    }
    made.router().handle(request);
  }

  private Router router(Services services) {
    Router router = Router.router(vertx);
    Set<String> cors = services.config().state().config().server().cors();
    router.route().handler(new Origins(services.keyring().open(), host, cors)::handle);
    if (isPublic) {
      api(router, services);
    }
    operations(router, services);
    if (isPublic) {
      pages(router, services);
    }
    router.route().failureHandler(Replies::failed);
    for (int status : FRAMEWORK_FAILURES) {
      router.errorHandler(status, Replies::failed);
    }
    return router;
  }

  private void api(Router router, Services services) {
    Recorder recorder =
        new Recorder(vertx, services.log(), services.telemetry(), services.routes());
    DecisionEndpoint decisions = new DecisionEndpoint(vertx, services);
    Escalation escalation = new Escalation(services, decisions);
    Handler<RoutingContext> body =
        BodyHandler.create(false).setBodyLimit(services.limits().bodyBytes());
    AnswerEndpoint answers = new AnswerEndpoint(vertx, services, recorder, escalation);
    PATHS.forEach(
        (path, api) -> router.post(path).handler(body).handler(http -> answers.handle(api, http)));
    router
        .post("/v1/messages/count_tokens")
        .handler(body)
        .handler(new CountTokens(services)::handle);
    router
        .post("/v1/route")
        .handler(body)
        .handler(new RouteEndpoint(services, recorder, escalation)::handle);
    router
        .post("/v1/outcome")
        .handler(body)
        .handler(new OutcomeEndpoint(services, recorder, decisions)::handle);
    router
        .post("/v1/feedback")
        .handler(body)
        .handler(new FeedbackEndpoint(vertx, services, decisions)::handle);
    router.get("/v1/decisions/:id").handler(decisions::handle);
    budgets(router, services, body);
    new ReviewsEndpoint(vertx, services).mount(router, body);
    router.get("/v1/models").handler(new ModelsEndpoint(services)::handle);
    router.get("/v1/frontier").handler(new FrontierEndpoint(vertx, services)::handle);
    SpendEndpoint spend = new SpendEndpoint(vertx, services);
    router.get("/v1/spend").handler(spend::handle);
    router.get("/v1/spend/change").handler(new SpendChangeEndpoint(services, spend)::handle);
    router.get("/v1/spend/break-even").handler(new BreakEvenEndpoint(services, spend)::handle);
    router.get("/v1/fairness").handler(new FairnessEndpoint(services, spend)::handle);

    router.get("/admin/v1/alerts").handler(new AlertsEndpoint(vertx, services)::handle);
    new ApprovalsEndpoint(vertx, services).mount(router);
    new FixedCostsEndpoint(vertx, services).mount(router, body);
    AdminRequests admins = new AdminRequests(vertx, services);
    new ConfigEndpoint(services, admins).mount(router, body);
    ForgetEndpoint forget = new ForgetEndpoint(vertx, services, admins);
    router.post("/admin/v1/forget").handler(body).handler(forget::handle);
    new KeysEndpoint(services, admins).mount(router, body);
    new SnapshotsEndpoint(services, admins).mount(router, body);
    new CandidateEndpoint(services, admins).mount(router, body);
  }

  private static void budgets(Router router, Services services, Handler<RoutingContext> body) {
    BudgetsEndpoint budgets = new BudgetsEndpoint(services);
    String one = BudgetsEndpoint.PATH + "/*";
    router.get(BudgetsEndpoint.PATH).handler(budgets::list);
    router.get(one).handler(budgets::get);
    router.put(one).handler(body).handler(budgets::put);
    router.delete(one).handler(budgets::delete);
  }

  private void operations(Router router, Services services) {
    OperationsEndpoint operations = new OperationsEndpoint(vertx, services);
    router.get("/healthz").handler(operations::health);
    router.get("/readyz").handler(operations::ready);
    router.get("/metrics").handler(operations::metrics);
  }

  private void pages(Router router, Services services) {
    router.get("/dashboard/state").handler(new DashboardEndpoint(vertx, services)::handle);
    Assets assets = new Assets(vertx);
    router.get("/openapi.json").handler(http -> assets.serve(http, "api", "openapi.json"));
    router
        .get("/webjars/*")
        .handler(
            http -> assets.serve(http, "META-INF/resources/webjars", below("/webjars/", http)));
    router
        .getWithRegex("/(?!v1/).*")
        .handler(
            http -> {
              String path = below("/", http);
              assets.serve(http, "dashboard", path.isEmpty() ? "index.html" : path);
            });
  }

  private static String below(String prefix, RoutingContext http) {
    return http.normalizedPath().substring(prefix.length());
  }
}
