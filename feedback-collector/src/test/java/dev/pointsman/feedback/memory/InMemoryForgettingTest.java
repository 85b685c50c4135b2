package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Forgetting;
import dev.pointsman.feedback.ForgettingContract;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import java.util.Set;

class InMemoryForgettingTest extends ForgettingContract {

  private final InMemoryEventLog log =
      new InMemoryEventLog(EventLogConfig.of(Set.of(Samples.ROUTE)));

  @Override
  protected EventLog log() {
    return log;
  }

  @Override
  protected Forgetting forgetting() {
    return log;
  }

  @Override
  protected RewardLog rewards() {
    return log.rewards(Samples.ROUTE);
  }
}
