package dev.pointsman.router.demo.traffic;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What a team does before it opens its router to users: it sends a set of tasks with known answers
/// to every model by name, and reports whether each answer passed.
///
/// The router learns from those checks as from any feedback, but they are no choices of its own, so
/// they count in no estimate of the live policy. Callbacks run on the client's event loop.
public final class TestSet implements AutoCloseable {

  private static final int UNDER_WAY = 64;

  private final RouterClient router;
  private final List<Workload.Ask> tasks;
  private final List<String> models;
  private final Promise<Result> result = Promise.promise();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile boolean closed;

  /// How many answers there were, how many of them passed, and how many calls or reports failed.
  public record Result(int tasks, int models, int passed, int failed) {}

  public TestSet(RouterClient router, List<Workload.Ask> tasks, List<String> models) {
    this.router = router;
    this.tasks = List.copyOf(tasks);
    this.models = List.copyOf(models);
  }

  /// Begins, a bounded number of calls under way; done when the last report is kept.
  public Future<Result> run() {
    if (calls() == 0) {
      result.complete(outcome());
    }
    for (int i = 0; i < Math.min(UNDER_WAY, calls()); i++) {
      one();
    }
    return result.future();
  }

  public Future<Result> result() {
    return result.future();
  }

  /// Sends nothing more.
  @Override
  public void close() {
    closed = true;
  }

  private int calls() {
    return tasks.size() * models.size();
  }

  private void one() {
    int call = next.getAndIncrement();
    if (call >= calls() || closed) {
      return;
    }
    Workload.Ask task = tasks.get(call / models.size());
    router
        .askModel(models.get(call % models.size()), task.prompt())
        .compose(reply -> report(task, reply))
        .onComplete(done -> end(done.failed()));
  }

  private Future<Void> report(Workload.Ask task, RouterClient.Reply reply) {
    boolean right = task.marking().quality(reply.text(), reply.servedBy()) >= 0.5;
    passed.addAndGet(right ? 1 : 0);
    return router.check(reply, right);
  }

  private void end(boolean wrong) {
    failed.addAndGet(wrong ? 1 : 0);
    if (ended.incrementAndGet() == calls()) {
      result.complete(outcome());
    }
    one();
  }

  private Result outcome() {
    return new Result(tasks.size(), models.size(), passed.get(), failed.get());
  }
}
