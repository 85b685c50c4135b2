package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.SessionTotals;
import dev.pointsman.feedback.SessionTotalsContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

class InMemorySessionTotalsTest extends SessionTotalsContract {

  @Override
  protected List<SessionTotals> open(Duration life, int most) {
    SessionTotals one = new InMemorySessionTotals(InstantSource.system(), life, most);
    return List.of(one, one);
  }
}
