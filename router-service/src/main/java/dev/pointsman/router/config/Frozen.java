package dev.pointsman.router.config;

import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.router.config.RouterConfig.Auth;
import dev.pointsman.router.config.RouterConfig.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What only a restart can change: where the router listens and keeps its data, whether it asks for
/// keys, how prompts become features, what is kept of the streams and how long, how long feedback
/// is waited for.
public final class Frozen {

  private Frozen() {}

  /// Another configuration as far as a running router can become it.
  public static RouterConfig within(RouterConfig running, RouterConfig next) {
    return new RouterConfig(
        server(running.server(), next.server()),
        running.redis(),
        running.keeping(),
        running.retention(),
        new Auth(running.auth().open(), next.auth().keys()),
        next.providers(),
        next.models(),
        next.routes(),
        next.limits(),
        next.health(),
        running.features(),
        next.budgets(),
        next.values(),
        next.alerting(),
        next.logging());
  }

  /// Another certificate and other origins, but whether there is TLS at all stays.
  private static Server server(Server running, Server next) {
    boolean isSecure = running.tls().isPresent() && next.tls().isPresent();
    return new Server(
        running.host(),
        running.port(),
        running.dataDir(),
        isSecure ? next.tls() : running.tls(),
        next.cors());
  }

  /// The keys that differ and wait for a restart.
  public static List<String> waiting(RouterConfig running, RouterConfig next) {
    List<String> keys = new ArrayList<>();
    note(keys, "server.host", running.server().host(), next.server().host());
    note(keys, "server.port", running.server().port(), next.server().port());
    note(keys, "server.data_dir", running.server().dataDir(), next.server().dataDir());
    note(keys, "server.tls", running.server().tls().isPresent(), next.server().tls().isPresent());
    note(keys, "limits.header_bytes", running.limits().headerBytes(), next.limits().headerBytes());
    note(keys, "redis", running.redis().url(), next.redis().url());
    note(keys, "learning", running.keeping(), next.keeping());
    note(keys, "retention", running.retention(), next.retention());
    note(keys, "auth.mode", running.auth().open(), next.auth().open());
    note(keys, "features", running.features(), next.features());
    Duration horizon = next.longestHorizon(EventLogConfig.DEFAULT_HORIZON);
    if (horizon.compareTo(running.longestHorizon(EventLogConfig.DEFAULT_HORIZON)) > 0) {
      keys.add("horizons");
    }
    return keys;
  }

  private static void note(List<String> keys, String key, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      keys.add(key);
    }
  }
}
