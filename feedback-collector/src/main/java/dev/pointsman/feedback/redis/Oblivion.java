package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.log.LoggedDecision;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Who was forgotten when, for a while: events from before that may still wait in a router's spool,
/// and are not to come back. One hash a route, from salted digests of names to epoch milliseconds.
record Oblivion(List<Map<String, String>> routes) {

  static final String SALT = "salt";

  Oblivion {
    routes = List.copyOf(routes);
  }

  /// Whether an event is of somebody who was forgotten after it was made.
  boolean covers(Event event) {
    return switch (event) {
      case Event.Decided decided -> covers(decided.decision());
      case Event.Finished finished -> covers(finished.decision());
      case Event.Heard heard ->
          isForgotten(heard.feedback().principal(), heard.feedback().tsMillis());
      case Event.Unreadable _ -> false;
    };
  }

  private boolean covers(LoggedDecision decision) {
    return isForgotten(decision.contract().getOrDefault("user", ""), decision.tsMillis());
  }

  private boolean isForgotten(String name, long tsMillis) {
    return !name.isEmpty()
        && routes.stream()
            .filter(marks -> marks.containsKey(SALT))
            .map(marks -> marks.getOrDefault(digest(marks.getOrDefault(SALT, ""), name), "-1"))
            .anyMatch(forgotten -> tsMillis <= Long.parseLong(forgotten));
  }

  static String digest(String salt, String name) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt.getBytes(StandardCharsets.UTF_8));
      byte[] digest = sha.digest(name.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
