package dev.pointsman.router.grading;

import dev.pointsman.feedback.Calibrations;
import dev.pointsman.router.live.LiveRoute;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes papers of every route that has a judge, two of a route at a time, and has them graded;
/// fits the maps of signals anew. Where several routers collect, each paper is one's.
///
/// A paper whose grading failed comes back when its lease ran out, until its life is over. Runs on
/// one event loop of its own from `start` to `close`.
public final class Collector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final long POLL_MILLIS = 250;
  private static final long REFIT_MILLIS = 30_000;
  private static final int AT_ONCE = 2;

  private final Vertx vertx;
  private final Desk desk;
  private final Grader grader;
  private final Calibrations calibrations;
  private final Supplier<Means> means;
  private final Map<String, Integer> underWay = new HashMap<>();
  private volatile boolean isClosed;

  /// `means` are asked for each round.
  public Collector(
      Vertx vertx, Desk desk, Grader grader, Calibrations calibrations, Supplier<Means> means) {
    this.vertx = vertx;
    this.desk = desk;
    this.grader = grader;
    this.calibrations = calibrations;
    this.means = means;
  }

  public void start() {
    vertx
        .getOrCreateContext()
        .runOnContext(
            begun -> {
              vertx.setPeriodic(POLL_MILLIS, id -> ifOpen(id, this::poll));
              vertx.setPeriodic(REFIT_MILLIS, id -> ifOpen(id, this::refit));
            });
  }

  /// Takes nothing more. What is under way ends by itself or is somebody's later.
  @Override
  public void close() {
    isClosed = true;
  }

  private void ifOpen(long timer, Runnable round) {
    if (isClosed) {
      vertx.cancelTimer(timer);
    } else {
      round.run();
    }
  }

  private void poll() {
    Means now = means.get();
    for (LiveRoute route : now.routes().values()) {
      int free = AT_ONCE - underWay.getOrDefault(route.name(), 0);
      if (free > 0 && route.arms().route().signals().judge().isPresent()) {
        take(now, route, free);
      }
    }
  }

  private void take(Means now, LiveRoute route, int most) {
    count(route, most);
    Future.fromCompletionStage(desk.take(route.name(), most), vertx.getOrCreateContext())
        .onComplete(
            taken -> {
              int got = taken.succeeded() ? taken.result().size() : 0;
              count(route, got - most);
              if (taken.succeeded()) {
                taken.result().forEach(paper -> grade(now, route, paper));
              }
            });
  }

  private void grade(Means now, LiveRoute route, Paper paper) {
    grader
        .grade(now, route, paper)
        .onFailure(
            failure -> LOG.debug("{} is graded later: {}", paper.decisionId(), failure.toString()))
        .onComplete(
            graded -> {
              count(route, -1);
              if (graded.succeeded() && graded.result()) {
                desk.done(route.name(), paper.decisionId());
              }
            });
  }

  private void count(LiveRoute route, int more) {
    underWay.merge(route.name(), more, Integer::sum);
  }

  private void refit() {
    means.get().routes().keySet().forEach(this::refit);
  }

  private void refit(String route) {
    calibrations
        .refit(route)
        .whenComplete(
            (isNew, failure) -> {
              if (failure == null && isNew) {
                LOG.info("route {}: signals are mapped anew", route);
              }
            });
  }
}
