package dev.pointsman.feedback;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// A small table of texts by name that all routers on one store share and change, each change seen
/// whole. Any thread; nothing here blocks, everything fails while the store is away.
public interface SharedTable {

  /// All there is; `version` counts the changes ever made, 0 before the first.
  record Contents(long version, Map<String, String> entries) {

    public static final Contents NONE = new Contents(0, Map.of());

    public Contents {
      entries = Map.copyOf(entries);
    }
  }

  CompletionStage<Contents> read();

  /// The version alone, cheap enough to ask for twice a second.
  CompletionStage<Long> version();

  /// Sets entries, and removes those without a text, if nobody has changed anything since the
  /// version; gives the new version, or empty when somebody has and nothing was done.
  CompletionStage<OptionalLong> change(long since, Map<String, Optional<String>> entries);
}
