package dev.pointsman.router.admin;

import dev.pointsman.router.config.ConfigProblem;
import java.net.URI;
import java.util.Optional;

/// The address of the router that commands mean when they are not told another.
final class RouterUrl {

  static final String VARIABLE = "POINTSMAN_URL";

  private RouterUrl() {}

  /// What the environment says. Throws {@link ConfigProblem} where that is no address.
  static Optional<URI> known() {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .filter(text -> !text.isBlank())
        .map(RouterUrl::parsed);
  }

  private static URI parsed(String text) {
    try {
      return URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      throw new ConfigProblem(VARIABLE + ": give an address like http://localhost:8080");
    }
  }
}
