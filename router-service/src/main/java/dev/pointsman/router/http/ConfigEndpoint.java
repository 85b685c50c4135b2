package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.Overlay.Kind;
import dev.pointsman.router.config.Overlay.Place;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.reload.ConfigState;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// `/admin/v1/arms`, `/prices`, `/routes` and `/config`: what serves, and changes of it, in the
/// shape of the file's entries. Admins only.
final class ConfigEndpoint {

  private static final String ROOT = "/admin/v1/";
  private static final Map<String, Kind> KINDS =
      new TreeMap<>(Map.of("arms", Kind.ARM, "prices", Kind.PRICE, "routes", Kind.ROUTE));

  private final Services services;
  private final AdminRequests admins;

  ConfigEndpoint(Services services, AdminRequests admins) {
    this.services = services;
    this.admins = admins;
  }

  void mount(Router router, Handler<RoutingContext> body) {
    router.get(ROOT + "config").handler(this::show);
    router.post(ROOT + "config/reload").handler(this::reload);
    KINDS.forEach(
        (word, kind) -> {
          String below = ROOT + word + "/*";
          router.get(ROOT + word).handler(http -> list(http, word, kind));
          router
              .get(below)
              .handler(
                  http -> get(http, new Place(kind, AdminRequests.name(http, ROOT + word, ""))));
          router
              .put(below)
              .handler(body)
              .handler(
                  http -> put(http, new Place(kind, AdminRequests.name(http, ROOT + word, ""))));
          router
              .delete(below)
              .handler(
                  http -> remove(http, new Place(kind, AdminRequests.name(http, ROOT + word, ""))));
          String kept = ROOT + "config/" + word;
          router
              .delete(kept + "/*")
              .handler(http -> forget(http, new Place(kind, AdminRequests.name(http, kept, ""))));
        });
  }

  private void show(RoutingContext http) {
    admins.admit(http);
    Replies.json(http, 200, shown(services.config().state()));
  }

  private void reload(RoutingContext http) {
    admins.admit(http);
    answer(http, "reload", services.config().live()::reload, ConfigEndpoint::shown);
  }

  private void list(RoutingContext http, String word, Kind kind) {
    admins.admit(http);
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
    admins.admit(http);
    Replies.json(http, 200, written(services.config().state(), place));
  }

  private void put(RoutingContext http, Place place) {
    admins.admit(http);
    JsonNode body = body(http, place);
    if (place.kind() == Kind.PRICE) {
      written(services.config().state(), place);
    }
    answer(
        http,
        "put " + place.key(),
        () -> services.config().live().put(place, body),
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
    admins.admit(http);
    written(services.config().state(), place);
    if (place.kind() == Kind.PRICE) {
      forget(http, place);
      return;
    }
    answer(
        http,
        "remove " + place.key(),
        () -> services.config().live().remove(place),
        state -> done(place, "removed"));
  }

  private void forget(RoutingContext http, Place place) {
    admins.admit(http);
    if (!services.config().state().overlay().has(place)) {
      throw RequestFailure.notFound(
          "no_such_change", "", "nothing was changed at run time under `" + place.key() + "`");
    }
    answer(
        http,
        "forget " + place.key(),
        () -> services.config().live().forget(place),
        state -> done(place, "the file's holds again"));
  }

  private void answer(
      RoutingContext http,
      String what,
      Supplier<ConfigState> change,
      Function<ConfigState, JsonNode> words) {
    Caller by = admins.admit(http);
    admins.answer(
        http,
        () -> {
          ConfigState state = change.get();
          AdminRequests.did(by, what);
          return state;
        },
        words);
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
