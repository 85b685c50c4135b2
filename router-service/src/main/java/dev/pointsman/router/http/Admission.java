package dev.pointsman.router.http;

import dev.pointsman.router.openai.RequestFailure;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/// Bounds the requests under way: one more is told to come back. Any thread.
public final class Admission {

  private final int most;
  private final AtomicInteger underWay;

  public Admission(int most) {
    this(most, new AtomicInteger());
  }

  private Admission(int most, AtomicInteger underWay) {
    this.most = most;
    this.underWay = underWay;
  }

  /// Another bound on the same requests.
  public Admission with(int other) {
    return new Admission(other, underWay);
  }

  /// Counts the request until its answer has ended or its client has left. Throws a 429.
  void enter(RoutingContext http) {
    if (underWay.incrementAndGet() > most) {
      underWay.decrementAndGet();
      throw RequestFailure.busy();
    }
    http.addEndHandler(ended -> underWay.decrementAndGet());
  }

  /// How many there are.
  public int underWay() {
    return underWay.get();
  }
}
