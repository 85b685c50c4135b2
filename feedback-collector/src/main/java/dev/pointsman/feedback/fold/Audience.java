package dev.pointsman.feedback.fold;

import dev.pointsman.feedback.RewardEntry;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The listeners of a fold. A listener's failure must not decide what is learnt, since replicas
/// listen differently: it is counted. One thread.
final class Audience {

  private static final Logger LOG = LoggerFactory.getLogger(RewardFold.class);

  private final List<FoldListener> listeners;
  private final Faults failures = new Faults(LOG);

  Audience(List<FoldListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  long failures() {
    return failures.count();
  }

  void tell(RewardEntry entry, Consumer<FoldListener> news) {
    for (FoldListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        failures.add("a listener failed on entry " + entry.id() + ": " + e);
      }
    }
  }
}
