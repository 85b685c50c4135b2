package dev.pointsman.router.reload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.Overlay;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.openai.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What serves now: since when, as it was written and with which changes laid over the file; what
/// was refused last, if it was the last that came; and which keys of the file wait for a restart.
///
/// `version` counts the changes made at run time, on all replicas.
public record ConfigState(
    RouterConfig config,
    ObjectNode written,
    Overlay overlay,
    long version,
    Instant since,
    Optional<String> problem,
    List<String> waiting) {

  public ConfigState {
    waiting = List.copyOf(waiting);
  }

  /// Before anything was read.
  static ConfigState of(RouterConfig config, Instant since) {
    return new ConfigState(
        config, Json.object(), Overlay.NONE, 0, since, Optional.empty(), List.of());
  }

  ConfigState refused(String why) {
    return new ConfigState(config, written, overlay, version, since, Optional.of(why), waiting);
  }
}
