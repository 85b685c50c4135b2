package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.Overlay.Kind;
import dev.pointsman.router.config.Overlay.Place;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.reload.ConfigState;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/admin/v1/arms`, `/prices`, `/routes` and `/config`: what serves, and changes of it, in the
/// shape of the file's entries. Admins only.
final class ConfigEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigEndpoint.class);
  private static final String ROOT = "/admin/v1/";
  private static final Map<String, Kind> KINDS =
      new TreeMap<>(Map.of("arms", Kind.ARM, "prices", Kind.PRICE, "routes", Kind.ROUTE));

  private final Vertx vertx;
  private final Services services;

  ConfigEndpoint(Vertx vertx, Services services) {
    this.vertx = vertx;
    this.services = services;
  }

  void mount(Router router, Handler<RoutingContext> body) {
    router.get(ROOT + "config").handler(this::show);
    router.post(ROOT + "config/reload").handler(this::reload);
    KINDS.forEach(
        (word, kind) -> {
          String below = ROOT + word + "/*";
          router.get(ROOT + word).handler(http -> list(http, word, kind));
          router.get(below).handler(http -> get(http, place(http, kind, ROOT + word)));
          router
              .put(below)
              .handler(body)
              .handler(http -> put(http, place(http, kind, ROOT + word)));
          router.delete(below).handler(http -> remove(http, place(http, kind, ROOT + word)));
          String kept = ROOT + "config/" + word;
          router.delete(kept + "/*").handler(http -> forget(http, place(http, kind, kept)));
        });
  }

  private void show(RoutingContext http) {
    admin(http);
    Replies.json(http, 200, shown(services.config().state()));
  }

  private void reload(RoutingContext http) {
    Caller by = admin(http);
    answer(http, by, "reload", services.config().reload(), ConfigEndpoint::shown);
  }

  private void list(RoutingContext http, String word, Kind kind) {
    admin(http);
    ObjectNode written = services.config().state().written();
    ObjectNode prices = Json.object();
    written
        .path("models")
        .forEach(model -> prices.set(model.path("id").asText(), model.path("price")));
    ObjectNode answer = Json.object();
    answer.set(
        word,
        switch (kind) {
          case ARM -> written.path("models");
          case PRICE -> prices;
          case ROUTE -> written.path("routes");
        });
    Replies.json(http, 200, answer);
  }

  private void get(RoutingContext http, Place place) {
    admin(http);
    Replies.json(http, 200, written(services.config().state(), place));
  }

  private void put(RoutingContext http, Place place) {
    Caller by = admin(http);
    JsonNode body = body(http, place);
    if (place.kind() == Kind.PRICE) {
      written(services.config().state(), place);
    }
    answer(
        http,
        by,
        "put " + place.key(),
        services.config().put(place, body),
        state -> written(state, place));
  }

  /// A price may be a list of dated ones.
  private static JsonNode body(RoutingContext http, Place place) {
    JsonNode given = Json.value(Requests.body(http));
    if (place.kind() == Kind.PRICE && given.isArray()) {
      return given;
    }
    ObjectNode body = Json.object(Requests.body(http));
    if (place.kind() == Kind.ARM) {
      if (body.has("id") && !body.path("id").asText().equals(place.name())) {
        throw RequestFailure.badRequest(
            "id", "id differs from the address; leave it off, or put it where it belongs");
      }
      body.put("id", place.name());
    }
    return body;
  }

  private void remove(RoutingContext http, Place place) {
    Caller by = admin(http);
    written(services.config().state(), place);
    if (place.kind() == Kind.PRICE) {
      forget(http, place);
      return;
    }
    answer(
        http,
        by,
        "remove " + place.key(),
        services.config().remove(place),
        state -> done(place, "removed"));
  }

  private void forget(RoutingContext http, Place place) {
    Caller by = admin(http);
    if (!services.config().state().overlay().has(place)) {
      throw RequestFailure.notFound(
          "no_such_change", "", "nothing was changed at run time under `" + place.key() + "`");
    }
    answer(
        http,
        by,
        "forget " + place.key(),
        services.config().forget(place),
        state -> done(place, "the file's holds again"));
  }

  private void answer(
      RoutingContext http,
      Caller by,
      String what,
      CompletionStage<ConfigState> change,
      Function<ConfigState, JsonNode> words) {
    Future<JsonNode> told =
        Future.fromCompletionStage(change, vertx.getOrCreateContext())
            .onSuccess(state -> LOG.info("{} by key {}", what, by.name()))
            .map(words)
            .recover(cause -> Future.failedFuture(failure(cause)));
    Replies.json(http, 200, told);
  }

  private static Throwable failure(Throwable cause) {
    Throwable root =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    return switch (root) {
      case ConfigProblem problem ->
          RequestFailure.badRequest("", String.valueOf(problem.getMessage()));
      case StoreAwayException away ->
          RequestFailure.of(503, "store_unavailable", String.valueOf(away.getMessage()));
      default -> root;
    };
  }

  private Caller admin(RoutingContext http) {
    return services.keyring().admit(http.request(), Role.ADMIN);
  }

  /// The name may hold slashes and whatever else, as it is or in percent.
  private static Place place(RoutingContext http, Kind kind, String folder) {
    String rest = http.normalizedPath().substring(folder.length() + 1);
    try {
      String name = URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (!name.isBlank()) {
        return new Place(kind, name);
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("a malformed name");
    }
    throw RequestFailure.badRequest("", "the address ends in no name, or in a malformed one");
  }

  /// The entry that serves. Throws a 404.
  private static JsonNode written(ConfigState state, Place place) {
    Optional<JsonNode> found = Optional.empty();
    if (place.kind() == Kind.ROUTE) {
      found = Optional.ofNullable(state.written().path("routes").get(place.name()));
    } else {
      for (JsonNode model : state.written().path("models")) {
        if (model.path("id").asText().equals(place.name())) {
          found = Optional.of(place.kind() == Kind.ARM ? model : model.path("price"));
        }
      }
    }
    return found.orElseThrow(
        () ->
            RequestFailure.notFound(
                "not_configured", "", "there is no `" + place.name() + "` in the configuration"));
  }

  private static ObjectNode done(Place place, String status) {
    return Json.object().put("name", place.name()).put("status", status);
  }

  private static ObjectNode shown(ConfigState state) {
    ObjectNode shown = Json.object();
    shown.put("version", state.version());
    shown.put("since", state.since().toString());
    shown.put("problem", state.problem().orElse(null));
    state.waiting().forEach(shown.putArray("needs_restart")::add);
    ObjectNode changes = shown.putObject("changes");
    KINDS.forEach(
        (word, kind) -> {
          ObjectNode ofKind = changes.putObject(word);
          state
              .overlay()
              .entries()
              .forEach(
                  (place, body) -> {
                    if (place.kind() == kind) {
                      ofKind.set(place.name(), body.orElse(ofKind.nullNode()));
                    }
                  });
        });
    shown.set("models", state.written().path("models"));
    shown.set("routes", state.written().path("routes"));
    return shown;
  }
}
