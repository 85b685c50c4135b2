package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.router.e2e.BudgetRush.Round;
import dev.pointsman.router.e2e.BudgetTwins.Level;
import dev.pointsman.router.e2e.BudgetTwins.Sum;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// That counters and log agree once all is settled.
final class BudgetAccounts {

  private BudgetAccounts() {}

  /// Waits until nothing is reserved any more and every decision has an outcome; then counters and
  /// log must say the same to the micro-USD, and no cap be passed by more than was allowed.
  static void settled(BudgetTwins twins, List<Round> rounds, long allowedMicroUsd) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              Map<String, Sum> log = twins.recorded();
              Sum all = log.values().stream().reduce(Sum.NONE, Sum::plus);
              assertThat(all.open()).as("decisions without an outcome").isZero();
              assertEqual(twins, "org", all);
              for (Round round : rounds) {
                Sum sum = log.getOrDefault(round.path(), Sum.NONE);
                assertEqual(twins, round.path(), sum);
                assertThat(sum.microUsd())
                    .isLessThanOrEqualTo(round.capMicroUsd() + allowedMicroUsd);
              }
            });
  }

  private static void assertEqual(BudgetTwins twins, String path, Sum sum) {
    assertThat(twins.level(0, path))
        .as(path)
        .contains(new Level(sum.microUsd(), 0, sum.tokens(), 0));
  }
}
