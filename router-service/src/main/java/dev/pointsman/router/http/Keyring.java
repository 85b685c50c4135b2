package dev.pointsman.router.http;

import dev.pointsman.router.config.RouterConfig.ApiKey;
import dev.pointsman.router.config.RouterConfig.Auth;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Asker;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may call. Keys are kept as SHA-256 and compared in constant time, all of them each time.
public final class Keyring {

  private static final Caller ANYONE = new Caller(Asker.named(""), EnumSet.allOf(Role.class));

  private final boolean open;
  private final List<Hashed> keys;

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

  private record Hashed(Asker asker, String sha256, Set<Role> roles) {}

  public Keyring(Auth auth) {
    open = auth.open();
    keys = auth.keys().stream().map(Keyring::hashed).toList();
  }

  private Keyring(boolean open, List<Hashed> keys) {
    this.open = open;
    this.keys = List.copyOf(keys);
  }

  /// These keys and one more, known by the hex of its SHA-256.
  public Keyring with(String name, String sha256, Set<Role> roles) {
    List<Hashed> more = new ArrayList<>(keys);
    more.add(new Hashed(Asker.named(name), sha256, roles));
    return new Keyring(open, more);
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
    String hash = sha256(given);
    Caller found = null;
    for (Hashed key : keys) {
      if (isEqual(key.sha256(), hash)) {
        found = new Caller(key.asker(), key.roles());
      }
    }
    if (found == null) {
      throw RequestFailure.unauthorized("the API key is not known here");
    }
    return found;
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

  private static Hashed hashed(ApiKey key) {
    Asker asker =
        new Asker(
            key.name(),
            key.routes(),
            key.models(),
            key.demands(),
            key.budget(),
            key.project(),
            key.limit());
    return new Hashed(asker, sha256(key.secret()), key.roles());
  }

  private static boolean isEqual(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
  }

  public static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
