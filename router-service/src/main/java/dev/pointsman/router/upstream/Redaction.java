package dev.pointsman.router.upstream;

import java.util.List;

/// What an upstream says of its own, without the secrets it was called with, should it repeat them.
public record Redaction(List<String> secrets) {

  /// Of an answer nobody was called for.
  public static final Redaction NONE = new Redaction(List.of());

  public Redaction {
    secrets = List.copyOf(secrets);
  }

  public String of(String text) {
    String safe = text;
    for (String secret : secrets) {
      safe = safe.replace(secret, "***");
    }
    return safe;
  }
}
