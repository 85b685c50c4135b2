package dev.pointsman.router.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;

/// A key that is made at run time: an entry of the file's `keys`, but without its secret.
public final class KeySettings {

  private static final JsonPointer ENTRY = JsonPointer.compile("/keys/0");

  private KeySettings() {}

  /// Throws {@link ConfigProblem} when they are not good; `within` also checks that routes and
  /// models are there.
  public static ApiKey read(ObjectNode settings, Optional<RouterConfig> within) {
    YamlDocument document = YamlDocument.of(settings, "key");
    ConfigSchema.applyTo(document, ENTRY, "key");
    Section section =
        new Section(document, JsonPointer.empty(), "", document.root(), new HashSet<>());
    within.ifPresent(config -> KeyReader.check(section, config));
    return KeyReader.read(section);
  }
}
