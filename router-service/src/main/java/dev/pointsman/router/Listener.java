package dev.pointsman.router;

import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Tls;
import dev.pointsman.router.http.HttpGateway;
import dev.pointsman.router.http.HttpGateway.Listening;
import dev.pointsman.router.http.ServerTls;
import dev.pointsman.router.http.Services;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's socket: opened once, on every event loop, with the certificate as its files say it
/// from time to time.
final class Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final RouterConfig config;
  private final Duty duty;
  private final AtomicInteger port = new AtomicInteger();
  private final List<HttpGateway> gateways = new CopyOnWriteArrayList<>();
  private Optional<String> deployment = Optional.empty();
  private Optional<ServerTls> tls = Optional.empty();
  private String refused = "";

  Listener(Vertx vertx, RouterConfig config, Duty duty) {
    this.duty = duty;
    this.vertx = vertx;
    this.config = config;
  }

  int port() {
    return port.get();
  }

  /// Returns when it listens. Throws {@link ConfigProblem} when it cannot.
  void open(Supplier<Services> services) {
    RouterConfig.Server server = config.server();
    int wanted = server.port() == 0 ? HttpGateway.ANY_PORT : server.port();
    tls = server.tls().map(ServerTls::read);
    int head = config.limits().headerBytes();
    Listening at = new Listening(server.host(), wanted, tls, head, duty.serves());
    DeploymentOptions options =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    try {
      deployment =
          Optional.of(
              vertx
                  .deployVerticle(() -> gateway(services, at), options)
                  .await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      throw new ConfigProblem("the HTTP server did not start within " + PATIENCE);
    } catch (Exception e) {
      throw cannot(e);
    }
    LOG.info("listening on {}://{}:{}", tls.isPresent() ? "https" : "http", server.host(), port());
  }

  /// Takes another certificate, if the files hold one; one that is not good is refused and said
  /// once.
  void renew(Optional<Tls> files) {
    if (files.isEmpty()) {
      return;
    }
    try {
      ServerTls now = ServerTls.read(files.get());
      if (Optional.of(now).equals(tls)) {
        return;
      }
      tls = Optional.of(now);
      for (HttpGateway gateway : gateways) {
        gateway.renew(now).await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      refused = "";
      LOG.info("the server's certificate is renewed");
    } catch (ConfigProblem e) {
      complain(String.valueOf(e.getMessage()));
    } catch (Exception e) {
      complain("server.tls: certificate and key do not fit");
    }
  }

  /// Takes no new connections and lets requests under way finish.
  Future<?> close() {
    return deployment.<Future<?>>map(vertx::undeploy).orElseGet(Future::succeededFuture);
  }

  private HttpGateway gateway(Supplier<Services> services, Listening at) {
    HttpGateway made = new HttpGateway(services, at, port::set);
    gateways.add(made);
    return made;
  }

  private void complain(String why) {
    if (!why.equals(refused)) {
      refused = why;
      LOG.warn("the server's certificate stays: {}", why);
    }
  }

  private ConfigProblem cannot(Exception cause) {
    Throwable root =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    String address = config.server().host() + ":" + config.server().port();
    // Linux' own event notification has another exception for it.
    String said = String.valueOf(root.getMessage());
    if (root instanceof BindException || said.startsWith("bind(")) {
      return new ConfigProblem(
          "cannot listen on "
              + address
              + ": the port is in use or the address is not this machine's; choose another"
              + " (server.host, server.port or --port)");
    }
    return new ConfigProblem("cannot listen on " + address + ": " + said);
  }
}
