package dev.pointsman.router.upstream;

/// Whether the client is still there. One event loop.
public final class Cancellation {

  private Runnable reset = () -> {};
  private boolean cancelled;

  /// What to undo when the client leaves from now on; done at once when it has left.
  public void onCancel(Runnable undo) {
    reset = undo;
    if (cancelled) {
      undo.run();
    }
  }

  public void cancel() {
    if (!cancelled) {
      cancelled = true;
      reset.run();
    }
  }

  /// The client has left, and what is under way goes on to its end; nothing more is begun.
  public void abandon() {
    cancelled = true;
  }

  /// Undoes what is under way although the client is still there.
  public void abort() {
    reset.run();
  }

  public boolean cancelled() {
    return cancelled;
  }
}
