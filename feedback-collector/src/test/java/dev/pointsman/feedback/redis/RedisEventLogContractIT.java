package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.EventLogContract;
import dev.pointsman.feedback.RewardLog;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisEventLogContractIT extends EventLogContract {

  @RegisterExtension static final TestRedis REDIS = TestRedis.installed();

  @Override
  protected EventLog open(EventLogConfig config) {
    return RedisEventLog.open(REDIS.emptied(), config);
  }

  @Override
  protected RewardLog rewards(EventLog log, String route) {
    return ((RedisEventLog) log).rewards(route);
  }

  @Override
  protected Calibrations calibrations(EventLog log) {
    return ((RedisEventLog) log).calibrations();
  }
}
