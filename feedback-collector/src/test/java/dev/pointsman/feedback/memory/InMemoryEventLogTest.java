package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.EventLogContract;
import dev.pointsman.feedback.RewardLog;

class InMemoryEventLogTest extends EventLogContract {

  @Override
  protected EventLog open(EventLogConfig config) {
    return new InMemoryEventLog(config);
  }

  @Override
  protected RewardLog rewards(EventLog log, String route) {
    return ((InMemoryEventLog) log).rewards(route);
  }

  @Override
  protected Calibrations calibrations(EventLog log) {
    return ((InMemoryEventLog) log).calibrations();
  }
}
