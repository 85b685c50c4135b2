package dev.pointsman.router;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.SharedTable;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.RouterConfig.Auth;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Asker;
import dev.pointsman.router.keys.Bearer;
import dev.pointsman.router.keys.KeyBook;
import dev.pointsman.router.keys.LastUse;
import dev.pointsman.router.keys.LiveKeys;
import dev.pointsman.router.keys.Secrets;
import dev.pointsman.router.openai.Json;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// How the first administrator gets in: with the secret of an environment variable or, where
/// neither that nor the configuration names a key, with one that is made at the very first start of
/// all routers on a store, and told once.
final class FirstKey {

  static final String VARIABLE = "POINTSMAN_ADMIN_KEY";

  private static final String OF_ENVIRONMENT = "environment";
  private static final int SHORTEST = 16;

  private FirstKey() {}

  static LiveKeys keys(Function<String, SharedTable> tables, InstantSource clock) {
    KeyBook book = new KeyBook(tables.apply(KeyBook.TABLE), clock);
    return new LiveKeys(book, new LastUse(tables.apply(LastUse.TABLE)));
  }

  /// Throws {@link ConfigProblem} when it is too short to be a secret.
  static Optional<Bearer> ofEnvironment(Map<String, String> env) {
    String secret = env.getOrDefault(VARIABLE, "");
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    if (secret.length() < SHORTEST) {
      throw new ConfigProblem(
          VARIABLE
              + " must have "
              + SHORTEST
              + " characters at least, such as openssl rand -hex 32");
    }
    return Optional.of(
        new Bearer(
            Asker.named(OF_ENVIRONMENT),
            EnumSet.allOf(Role.class),
            Secrets.hash(secret),
            Long.MAX_VALUE,
            false));
  }

  /// The secret of a key that was made now.
  static Optional<String> make(LiveKeys keys, Auth auth, boolean isAdminKnown) {
    if (auth.open() || !auth.keys().isEmpty() || isAdminKnown) {
      return Optional.empty();
    }
    ObjectNode settings = Json.object().put("name", "first");
    var roles = settings.putArray("roles");
    for (Role role : Role.values()) {
      roles.add(role.name().toLowerCase(Locale.ROOT));
    }
    return keys.book().first(settings).map(KeyBook.Told::secret);
  }
}
