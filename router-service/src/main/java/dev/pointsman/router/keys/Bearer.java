package dev.pointsman.router.keys;

import dev.pointsman.router.config.ApiKey;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Asker;
import java.util.Set;

/// Whom the secret with this hash lets in, as what, and until when (epoch ms).
public record Bearer(Asker asker, Set<Role> roles, String sha256, long until, boolean isRevoked) {

  public Bearer {
    roles = Set.copyOf(roles);
  }

  static Bearer of(ApiKey key, String sha256, long until, boolean isRevoked) {
    return new Bearer(Asker.of(key), key.roles(), sha256, until, isRevoked);
  }

  /// Of a key with its secret in the configuration.
  public static Bearer of(ApiKey key) {
    long until = key.expires().orElse(Long.MAX_VALUE);
    return of(key, Secrets.hash(key.secret()), until, false);
  }
}
