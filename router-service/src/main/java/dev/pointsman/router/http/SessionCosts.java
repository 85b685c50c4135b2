package dev.pointsman.router.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pointsman.router.config.RouterConfig.SessionCostLimit;
import dev.pointsman.router.openai.RequestFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What each session of a route cost within the last hour, by what this router served, and so which
/// are far above their peers. Any thread.
///
/// A session is compared with the median of its route's, of which there must be 20, and is left
/// alone while it cost less than the limit says. Of each route the 2,000 latest sessions count.
public final class SessionCosts {

  private static final int SESSIONS = 2_000;
  private static final int PEERS = 20;
  private static final long STALE_NANOS = 1_000_000_000;
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final Map<String, Peers> routes = new ConcurrentHashMap<>();

  private static final class Peers {
    private final Cache<String, AtomicLong> costs =
        Caffeine.newBuilder().maximumSize(SESSIONS).expireAfterAccess(REMEMBERED).build();
    private volatile long median = Long.MAX_VALUE;
    private final AtomicLong reckoned = new AtomicLong(System.nanoTime() - STALE_NANOS);

    /// Micro-USD, a second old at most; endless while there are too few.
    long median() {
      long then = reckoned.get();
      long now = System.nanoTime();
      if (now - then >= STALE_NANOS && reckoned.compareAndSet(then, now)) {
        long[] all = costs.asMap().values().stream().mapToLong(AtomicLong::get).sorted().toArray();
        median = all.length < PEERS ? Long.MAX_VALUE : Math.max(1, all[all.length / 2]);
      }
      return median;
    }
  }

  void spent(String route, String session, long microUsd) {
    if (!session.isEmpty() && microUsd > 0) {
      peers(route).costs.get(session, made -> new AtomicLong()).addAndGet(microUsd);
    }
  }

  /// Whether it is to be warned. Throws a 429 when it is to end.
  boolean isFarAbove(String route, String session, SessionCostLimit bounds) {
    Peers peers = peers(route);
    AtomicLong known = session.isEmpty() ? null : peers.costs.getIfPresent(session);
    if (known == null || known.get() < bounds.leastMicroUsd()) {
      return false;
    }
    double times = (double) known.get() / peers.median();
    if (bounds.stop() > 0 && times >= bounds.stop()) {
      throw RequestFailure.sessionLimited(
          "the session cost %.0f times what others on route `%s` do; let its user look, begin another, or raise limits.session_cost_stop"
              .formatted(times, route),
          60);
    }
    return bounds.warning() > 0 && times >= bounds.warning();
  }

  private Peers peers(String route) {
    return routes.computeIfAbsent(route, made -> new Peers());
  }
}
