package dev.pointsman.router.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pointsman.feedback.SessionTotals;
import dev.pointsman.feedback.SessionTotals.Standing;
import dev.pointsman.router.config.RouterConfig.SessionCostLimit;
import dev.pointsman.router.openai.RequestFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What each session of a route cost within the last hour, whichever router served it, and so which
/// are far above their peers. Any thread; nobody waits for the store.
///
/// A session is compared with the median of its route's, of which there must be 20, and is left
/// alone while it cost less than the limit says. What this router served counts at once, what
/// others did from the next exchange on. While the store is away the last standing holds.
public final class SessionCosts {

  private static final Logger LOG = LoggerFactory.getLogger(SessionCosts.class);
  private static final int PEERS = 20;

  private final SessionTotals totals;
  private final Map<String, Peers> routes = new ConcurrentHashMap<>();

  /// A route's sessions as far as this router knows.
  private static final class Peers {
    private final Cache<String, Long> costs =
        Caffeine.newBuilder()
            .maximumSize(SessionTotals.MOST)
            .expireAfterAccess(SessionTotals.LIFE)
            .build();
    private Map<String, Long> untold = new HashMap<>();
    private long median = Long.MAX_VALUE;
    private boolean isUsed;

    synchronized void spent(String session, long microUsd) {
      costs.asMap().merge(session, microUsd, Long::sum);
      keep(session, microUsd);
    }

    synchronized long cost(String session) {
      isUsed = true;
      Long known = costs.getIfPresent(session);
      return known == null ? 0 : known;
    }

    synchronized double timesTheMedian(long microUsd) {
      return (double) microUsd / median;
    }

    synchronized boolean isUsedSince() {
      boolean was = isUsed;
      isUsed = false;
      return was;
    }

    synchronized Map<String, Long> take() {
      Map<String, Long> taken = untold;
      untold = new HashMap<>();
      return taken;
    }

    synchronized void putBack(Map<String, Long> taken) {
      taken.forEach(this::keep);
    }

    synchronized void follow(Standing standing) {
      median =
          standing.sessions() < PEERS ? Long.MAX_VALUE : Math.max(1, standing.medianMicroUsd());
      standing
          .microUsd()
          .forEach((session, cost) -> costs.put(session, cost + untold.getOrDefault(session, 0L)));
    }

    private void keep(String session, long microUsd) {
      isUsed = true;
      if (untold.size() < SessionTotals.MOST || untold.containsKey(session)) {
        untold.merge(session, microUsd, Long::sum);
      }
    }
  }

  public SessionCosts(SessionTotals totals) {
    this.totals = totals;
  }

  void spent(String route, String session, long microUsd) {
    if (!session.isEmpty() && microUsd > 0) {
      peers(route).spent(session, microUsd);
    }
  }

  /// Tells the other routers what was spent here and hears what was spent there, on routes that
  /// somebody used meanwhile. To be done twice a second.
  public void exchange(SessionCostLimit bounds) {
    if (bounds.warning() > 0 || bounds.stop() > 0) {
      routes.forEach(
          (route, peers) -> {
            if (peers.isUsedSince()) {
              exchange(route, peers, bounds.leastMicroUsd());
            }
          });
    }
  }

  private void exchange(String route, Peers peers, long dearMicroUsd) {
    Map<String, Long> taken = peers.take();
    var _ =
        totals
            .add(route, taken, dearMicroUsd)
            .whenComplete(
                (standing, away) -> {
                  if (away == null) {
                    peers.follow(standing);
                  } else {
                    LOG.debug("sessions are not exchanged now", away);
                    peers.putBack(taken);
                  }
                });
  }

  /// Whether it is to be warned. Throws a 429 when it is to end.
  boolean isFarAbove(String route, String session, SessionCostLimit bounds) {
    Peers peers = peers(route);
    long cost = session.isEmpty() ? 0 : peers.cost(session);
    if (cost == 0 || cost < bounds.leastMicroUsd()) {
      return false;
    }
    double times = peers.timesTheMedian(cost);
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
