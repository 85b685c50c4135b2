package dev.pointsman.router.http;

import dev.pointsman.router.config.RouterConfig.Auth;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Asker;
import dev.pointsman.router.keys.Bearer;
import dev.pointsman.router.keys.LiveKeys;
import dev.pointsman.router.keys.Secrets;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may call. A secret is looked up by its SHA-256, of which nobody can choose a part, and the
/// whole hash is compared in constant time.
public final class Keyring {

  private static final Caller ANYONE = new Caller(Asker.named(""), EnumSet.allOf(Role.class));

  private final boolean open;
  private final Map<String, Bearer> fixed = new HashMap<>();
  private final LiveKeys live;
  private final InstantSource clock;

  /// Who calls, and as what.
  record Caller(Asker asker, Set<Role> roles) {
    Caller {
      roles = Set.copyOf(roles);
    }

    /// The key's name, empty where no key is needed.
    String name() {
      return asker.name();
    }

    /// Whose voice its feedback is.
    String principal() {
      return name().isEmpty() ? "user" : "key:" + name();
    }

    boolean is(Role role) {
      return roles.contains(role) || roles.contains(Role.ADMIN);
    }
  }

  /// The configuration's keys, `others` that hold until a restart, and those of the book as they
  /// are at each request.
  public Keyring(Auth auth, List<Bearer> others, LiveKeys live, InstantSource clock) {
    this.open = auth.open();
    this.live = live;
    this.clock = clock;
    auth.keys().stream().map(Bearer::of).forEach(bearer -> fixed.put(bearer.sha256(), bearer));
    others.forEach(bearer -> fixed.put(bearer.sha256(), bearer));
  }

  /// Whether a key with the role `admin` is among those that are not in the book.
  boolean hasAdmin() {
    return fixed.values().stream()
        .anyMatch(b -> b.roles().contains(Role.ADMIN) && b.until() > clock.millis());
  }

  LiveKeys live() {
    return live;
  }

  /// The keys that are not in the book.
  Iterable<Bearer> fixed() {
    return fixed.values();
  }

  boolean open() {
    return open;
  }

  /// The caller, when the key bears one of the roles (admin bears all). Throws a 401 or 403.
  Caller admit(HttpServerRequest request, Role... anyOf) {
    Caller caller = caller(request);
    for (Role role : anyOf) {
      if (caller.is(role)) {
        return caller;
      }
    }
    throw RequestFailure.forbidden(
        "the key `" + caller.name() + "` lacks the role for this; give it one in `keys`");
  }

  private Caller caller(HttpServerRequest request) {
    if (open) {
      return ANYONE;
    }
    String given = secret(request);
    if (given == null) {
      throw RequestFailure.unauthorized("no API key; send header `Authorization: Bearer <key>`");
    }
    Bearer bearer =
        found(Secrets.hash(given))
            .orElseThrow(() -> RequestFailure.unauthorized("the API key is not known here"));
    String name = bearer.asker().name();
    long now = clock.millis();
    if (bearer.isRevoked()) {
      throw RequestFailure.unauthorized("the API key `" + name + "` is revoked");
    }
    if (bearer.until() <= now) {
      throw RequestFailure.unauthorized("the API key `" + name + "` has expired");
    }
    live.uses().note(name, now);
    return new Caller(bearer.asker(), bearer.roles());
  }

  private Optional<Bearer> found(String hash) {
    Bearer own = fixed.get(hash);
    return own == null
        ? live.bearer(hash)
        : Optional.of(own).filter(bearer -> Secrets.isEqual(bearer.sha256(), hash));
  }

  /// Whether the request bears any key at all.
  boolean isKeyed(HttpServerRequest request) {
    return secret(request) != null;
  }

  private static @Nullable String secret(HttpServerRequest request) {
    String authorization = request.getHeader("authorization");
    if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).strip();
    }
    return request.getHeader("x-api-key");
  }
}
