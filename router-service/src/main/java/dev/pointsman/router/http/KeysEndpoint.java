package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.keys.KeyBook;
import dev.pointsman.router.keys.KeyBook.Told;
import dev.pointsman.router.keys.KeyList;
import dev.pointsman.router.keys.LiveKeys;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;

/// `/admin/v1/keys`: make, list, rotate, end and revoke keys. A secret is in the answer that made
/// it and nowhere else. Admins only.
final class KeysEndpoint {

  private static final String PATH = "/admin/v1/keys";
  private static final String ROTATE = "/rotate";
  private static final String EXPIRE = "/expire";
  private static final int LONGEST_OVERLAP_SECONDS = 30 * 24 * 3600;

  private final Services services;
  private final AdminRequests admins;
  private final LiveKeys keys;

  KeysEndpoint(Services services, AdminRequests admins) {
    this.services = services;
    this.admins = admins;
    this.keys = services.keyring().live();
  }

  void mount(Router router, Handler<RoutingContext> body) {
    router.get(PATH).handler(this::list);
    router.post(PATH).handler(body).handler(this::create);
    router.get(PATH + "/*").handler(this::get);
    router.post(PATH + "/*").handler(body).handler(this::change);
    router.delete(PATH + "/*").handler(this::revoke);
  }

  private void list(RoutingContext http) {
    admins.admit(http);
    admins.answer(
        http,
        () -> shown().all(services.keyring().fixed()),
        all -> {
          ObjectNode answer = Json.object();
          ArrayNode list = answer.putArray("keys");
          all.forEach(list::add);
          return answer;
        });
  }

  /// As for keys of the file: a path that no budget binds would spend without bound. What is no
  /// path is told of where the rest of the settings is read.
  private void checkBudget(String path) {
    services
        .holds()
        .tree()
        .unbound(path)
        .ifPresent(
            why -> {
              throw RequestFailure.badRequest("budget", why);
            });
  }

  private void get(RoutingContext http) {
    admins.admit(http);
    String name = AdminRequests.name(http, PATH, "");
    admins.answer(
        http,
        () -> shown().one(name, services.keyring().fixed()).orElseThrow(() -> unknown(name)),
        key -> key);
  }

  private void create(RoutingContext http) {
    Caller by = admins.admit(http);
    ObjectNode settings = Json.object(Requests.body(http));
    checkBudget(settings.path("budget").asText(""));
    admins.answer(
        http,
        201,
        () -> {
          Told told = book().create(settings, services.config().state().config());
          return done(by, "made key", told);
        },
        KeysEndpoint::told);
  }

  private void change(RoutingContext http) {
    Caller by = admins.admit(http);
    Fields body = new Fields(Json.object(orEmpty(Requests.body(http))));
    if (http.normalizedPath().endsWith(ROTATE)) {
      rotate(http, by, body);
      return;
    }
    if (http.normalizedPath().endsWith(EXPIRE)) {
      expire(http, by, body);
      return;
    }
    throw RequestFailure.notFound(
        "unknown_url", "", "a key can be posted to at its /rotate and its /expire");
  }

  private void rotate(RoutingContext http, Caller by, Fields body) {
    body.refuseOthers(Set.of("overlap_seconds"));
    int seconds = body.integer("overlap_seconds", 0, LONGEST_OVERLAP_SECONDS).orElse(0);
    String name = own(AdminRequests.name(http, PATH, ROTATE));
    admins.answer(
        http,
        () -> done(by, "rotated key", book().rotate(name, Duration.ofSeconds(seconds))),
        KeysEndpoint::told);
  }

  private void expire(RoutingContext http, Caller by, Fields body) {
    body.refuseOthers(Set.of("expires"));
    String when =
        body.text("expires")
            .orElseThrow(() -> RequestFailure.badRequest("expires", "expires is missing"));
    String name = own(AdminRequests.name(http, PATH, EXPIRE));
    admins.answer(
        http,
        () -> {
          book().expire(name, when);
          return done(by, "gave an end to key", name);
        },
        changed -> Json.object().put("name", name).put("expires", when));
  }

  private void revoke(RoutingContext http) {
    Caller by = admins.admit(http);
    String name = own(AdminRequests.name(http, PATH, ""));
    admins.answer(
        http,
        () -> {
          book().revoke(name, services.keyring().hasAdmin());
          return done(by, "revoked key", name);
        },
        changed -> Json.object().put("name", name).put("status", "revoked"));
  }

  /// A name that may be changed here. Throws a 409.
  private String own(String name) {
    for (var bearer : services.keyring().fixed()) {
      if (bearer.asker().name().equals(name)) {
        throw RequestFailure.of(
            409,
            "key_conflict",
            "key `" + name + "` stands in the configuration or the environment; change it there");
      }
    }
    return name;
  }

  /// So that what was done holds here at once.
  private <T> T done(Caller by, String what, T which) {
    AdminRequests.did(by, what + " `" + (which instanceof Told told ? told.name() : which) + "`");
    keys.read();
    return which;
  }

  private KeyBook book() {
    return keys.book();
  }

  private KeyList shown() {
    return new KeyList(keys.book(), keys.uses());
  }

  private static byte[] orEmpty(byte[] body) {
    return body.length == 0 ? new byte[] {'{', '}'} : body;
  }

  private static ObjectNode told(Told told) {
    return Json.object().put("name", told.name()).put("key", told.secret());
  }

  private static RequestFailure unknown(String name) {
    return RequestFailure.notFound("key_not_found", "name", "there is no key `" + name + "`");
  }
}
