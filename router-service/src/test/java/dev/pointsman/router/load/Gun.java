package dev.pointsman.router.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Sends one request again and again to one target, its `SERIAL` counted up.
final class Gun implements AutoCloseable {

  private static final long HIGHEST_MICROS = 120_000_000;

  private final HttpClient client;
  private final RequestOptions request;
  private final String body;
  private final AtomicInteger serial = new AtomicInteger();

  /// Latencies in microseconds of those answered with 200, and how many were not.
  record Shots(Histogram micros, int failed) {
    long sent() {
      return micros.getTotalCount() + failed;
    }
  }

  Gun(Vertx vertx, Target target, String body, int connections) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1));
    this.request =
        new RequestOptions()
            .setAbsoluteURI(target.url())
            .setMethod(HttpMethod.POST)
            .putHeader("content-type", "application/json");
    target.headers().forEach(request::putHeader);
    this.body = body.replace("MODEL", target.model());
  }

  /// Open loop: one request each `1 / rate` seconds whatever comes back. Latency counts from when a
  /// request was due, so a stall is felt by all that were due in it.
  Shots atRate(double rate, double seconds) throws InterruptedException {
    int n = (int) (rate * seconds);
    Tally tally = new Tally(n);
    long start = System.nanoTime();
    for (int i = 0; i < n; i++) {
      long due = start + (long) (i * 1e9 / rate);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      one(due, tally);
    }
    return tally.await();
  }

  /// Closed loop: so many at a time, the next when one is answered.
  Shots together(int concurrent, int n) throws InterruptedException {
    Tally tally = new Tally(n);
    AtomicInteger left = new AtomicInteger(n);
    for (int i = 0; i < concurrent; i++) {
      next(left, tally);
    }
    return tally.await();
  }

  private void next(AtomicInteger left, Tally tally) {
    if (left.getAndDecrement() > 0) {
      one(System.nanoTime(), tally).onComplete(done -> next(left, tally));
    }
  }

  private Buffer next() {
    return Buffer.buffer(body.replace("SERIAL", Integer.toString(serial.getAndIncrement())));
  }

  private Future<Void> one(long due, Tally tally) {
    return client
        .request(request)
        .compose(outgoing -> outgoing.send(next()))
        .compose(
            answer ->
                answer.statusCode() == 200
                    ? answer.body()
                    : Future.failedFuture("status " + answer.statusCode()))
        .onSuccess(whole -> tally.hit((System.nanoTime() - due) / 1_000))
        .onFailure(cause -> tally.miss())
        .mapEmpty();
  }

  @Override
  public void close() {
    client.close();
  }

  private static final class Tally {
    private final Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);
    private final AtomicInteger failed = new AtomicInteger();
    private final CountDownLatch open;

    Tally(int n) {
      open = new CountDownLatch(n);
    }

    void hit(long latency) {
      micros.recordValue(Math.clamp(latency, 0, HIGHEST_MICROS));
      open.countDown();
    }

    void miss() {
      failed.incrementAndGet();
      open.countDown();
    }

    Shots await() throws InterruptedException {
      if (!open.await(3, TimeUnit.MINUTES)) {
        throw new IllegalStateException(open.getCount() + " requests were never answered");
      }
      return new Shots(micros, failed.get());
    }
  }
}
