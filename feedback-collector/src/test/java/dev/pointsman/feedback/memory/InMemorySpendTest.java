package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.SpendContract;
import java.util.List;

class InMemorySpendTest extends SpendContract {

  @Override
  protected List<EventLog> open(EventLogConfig config) {
    EventLog log = new InMemoryEventLog(config);
    return List.of(log, log);
  }
}
