package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.SessionTotals;
import dev.pointsman.feedback.SessionTotalsContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/// On the oldest Redis there may be.
class RedisSessionTotalsIT extends SessionTotalsContract {

  @RegisterExtension static final TestRedis REDIS = TestRedis.bundled();

  @Override
  protected List<SessionTotals> open(Duration life, int most) {
    REDIS.emptied();
    return List.of(
        new RedisSessionTotals(REDIS.connection(), life, most),
        new RedisSessionTotals(REDIS.connection(), life, most));
  }
}
