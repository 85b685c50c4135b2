package dev.pointsman.router.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.ApiKey;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.KeySettings;
import dev.pointsman.router.openai.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A key as it is kept: its settings as they were written, the hash of its secret, the hash of the
/// one before where that still holds, when it was made and, if so, revoked (epoch ms).
record KeyEntry(
    ObjectNode settings,
    String sha256,
    Optional<Before> before,
    long created,
    OptionalLong revoked) {

  /// A secret that was replaced and holds until then.
  record Before(String sha256, long until) {}

  /// Reads what `text` gave. Throws {@link ConfigProblem}.
  static KeyEntry parse(String name, String text) {
    ObjectNode tree =
        Json.read(text).orElseThrow(() -> new ConfigProblem("key `" + name + "` is torn"));
    JsonNode old = tree.path("before");
    return new KeyEntry(
        tree.withObject("/settings"),
        tree.path("sha256").asText(),
        old.isObject()
            ? Optional.of(new Before(old.path("sha256").asText(), old.path("until").asLong()))
            : Optional.empty(),
        tree.path("created").asLong(),
        tree.has("revoked")
            ? OptionalLong.of(tree.path("revoked").asLong())
            : OptionalLong.empty());
  }

  String text() {
    ObjectNode tree = Json.object();
    tree.set("settings", settings);
    tree.put("sha256", sha256).put("created", created);
    before.ifPresent(
        b -> tree.putObject("before").put("sha256", b.sha256()).put("until", b.until()));
    revoked.ifPresent(at -> tree.put("revoked", at));
    return Json.text(tree);
  }

  /// What it is and may. Throws {@link ConfigProblem} when it does not fit this build.
  ApiKey key() {
    return KeySettings.read(settings, Optional.empty());
  }

  KeyEntry revokedAt(long now) {
    return new KeyEntry(settings, sha256, Optional.empty(), created, OptionalLong.of(now));
  }

  /// Another secret; this one holds on until then, not longer than it would.
  KeyEntry rotated(String hash, long until, long now) {
    Optional<Before> old = until > now ? Optional.of(new Before(sha256, until)) : Optional.empty();
    return new KeyEntry(settings, hash, old, created, revoked);
  }

  KeyEntry expiring(String when) {
    ObjectNode changed = settings.deepCopy();
    changed.put("expires", when);
    return new KeyEntry(changed, sha256, before, created, revoked);
  }

  /// Whom its secrets let in.
  List<Bearer> bearers() {
    ApiKey key = key();
    boolean isRevoked = revoked.isPresent();
    long until = key.expires().orElse(Long.MAX_VALUE);
    List<Bearer> all = new ArrayList<>();
    all.add(Bearer.of(key, sha256, until, isRevoked));
    before.ifPresent(
        b -> all.add(Bearer.of(key, b.sha256(), Math.min(b.until(), until), isRevoked)));
    return all;
  }
}
