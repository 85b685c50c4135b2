package dev.pointsman.router.reload;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where changes of the configuration are brought, by whom ever: one after another they are made on
/// a thread of its own, which also looks twice a second what others have changed. Any thread.
public final class ConfigDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigDesk.class);
  private static final long LOOK_MILLIS = 500;
  private static final long CLOSE_SECONDS = 10;

  private final LiveConfig live;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pointsman-config").factory());

  public ConfigDesk(LiveConfig live) {
    this.live = live;
  }

  /// Begins to look; `also` is done after each look.
  public void open(Runnable also) {
    Runnable look =
        () -> {
          try {
            live.look();
            also.run();
          } catch (RuntimeException e) {
            LOG.error("a change of the configuration could not be served", e);
          }
        };
    var _ = thread.scheduleWithFixedDelay(look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  public ConfigState state() {
    return live.state();
  }

  /// What changes it; to be called within `run`.
  public LiveConfig live() {
    return live;
  }

  /// Does it on this thread, which may wait, when its turn comes.
  public <T> CompletionStage<T> run(Supplier<T> change) {
    return CompletableFuture.supplyAsync(change, thread);
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a change of the configuration did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
