package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.router.e2e.BudgetRush.Round;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Redis is killed and comes back, then answers nobody for a while: the first router refuses what a
/// budget would pay for, the second spends its allowance (and at length is killed before it can
/// tell); nothing is spent that is not counted in the end.
class BudgetOutageIT {

  private static final long ALLOWED = 200_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern TRUSTED =
      Pattern.compile("(?m)^pointsman_budget_on_trust_total (\\S+)");

  @TempDir private Path folder;

  @Test
  void redisIsKilledAndThenSilent_nothingIsSpentUncounted() throws Exception {
    outage(Duration.ofSeconds(4), "late_ms: 1000");
  }

  @Test
  @Tag("long")
  void redisIsSilentForHalfAMinute_nothingIsSpentUncounted() throws Exception {
    outage(Duration.ofSeconds(30), "late_ms: 20000");
  }

  private void outage(Duration silence, String late) throws Exception {
    String common = late + ", lease_ms: 2000, patience_ms: 500, least_output_tokens: 16";
    List<String> settings =
        List.of(
            "{ %s }".formatted(common),
            "{ %s, on_store_away: allowance, allowance_usd: 0.2 }".formatted(common));
    Map<String, String> windows = Map.of("modest", "{ cap_usd: 1000, window: total }");
    Round round = new Round("modest", "ann", "small", 1_000_000_000L, 50, 1, Duration.ofHours(1));
    try (var upstream = MeteredUpstream.start();
        var twins = new BudgetTwins(folder, upstream, settings, windows)) {
      double trusted;
      BudgetRush rush = new BudgetRush(twins, round);
      try (rush) {
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    rush.seen(0, 200) > BudgetRush.CLIENTS
                        && rush.seen(1, 200) > BudgetRush.CLIENTS);
        restart(twins, rush);
        long pid = twins.redis().pid();
        signal("STOP", pid);
        long silentSince = System.nanoTime();
        // What was asked before has its answer when so many were refused.
        moreRefused(rush);
        long served = rush.seen(0, 200);
        Thread.sleep(silence.minusNanos(System.nanoTime() - silentSince));
        moreRefused(rush);
        assertThat(rush.seen(0, 200)).as("answered without its budget").isEqualTo(served);
        trusted = trusted(twins, 1);
        signal("CONT", pid);
        await().atMost(PATIENCE).until(() -> rush.seen(0, 200) > served);
      }

      BudgetAccounts.settled(twins, List.of(round), ALLOWED);
      assertThat(rush.statuses.get(0).keySet()).isSubsetOf(200, 499, 503);
      assertThat(trusted(twins, 0)).isZero();
      assertThat(trusted).isPositive();
      System.out.println(
          "on trust " + trusted + " requests, " + twins.level(0, "org") + ", " + rush);
    }
  }

  private static void moreRefused(BudgetRush rush) {
    long before = rush.seen(0, 503);
    await().atMost(PATIENCE).until(() -> rush.seen(0, 503) > before + BudgetRush.CLIENTS);
  }

  /// Killed as nothing can prevent; its log brings back what it knew.
  private static void restart(BudgetTwins twins, BudgetRush rush) {
    signal("KILL", twins.redis().pid());
    long before = rush.seen(0, 200);
    await().atMost(PATIENCE).until(() -> rush.seen(0, 200) > before + 20);
  }

  private static void signal(String name, long pid) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
      assertThat(code).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double trusted(BudgetTwins twins, int router) throws Exception {
    Matcher found = TRUSTED.matcher(twins.metrics(router));
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }
}
