package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.e2e.BudgetRush.Round;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Caps hold: 64 clients at once through two routers on one Redis, each asking for a third of what
/// is left, streaming and plain, leaving in the midst of answers, while routers are killed.
class BudgetConcurrencyIT {

  /// Micro-USD of the budget of each user who asks for a third of what is left, and of others.
  private static final long SMALL = 300_000;

  private static final long LARGE = 5_000_000;

  @TempDir private Path folder;

  @Test
  void clientsLeaveAndRoutersAreKilled_noCapIsPassedAndLogEqualsCounters() throws Exception {
    rush(Duration.ofSeconds(8), Duration.ofSeconds(3));
  }

  /// The same for longer.
  @Test
  @Tag("long")
  void clientsLeaveAndRoutersAreKilled_forMinutes_noCapIsPassedAndLogEqualsCounters()
      throws Exception {
    rush(Duration.ofMinutes(3), Duration.ofSeconds(5));
  }

  private void rush(Duration length, Duration betweenKills) throws Exception {
    Map<String, String> windows =
        Map.of(
            "thirds", "{ cap_usd: 0.3, window: total, on_cap: deny }",
            "bent", "{ cap_usd: 0.3, window: total, on_cap: degrade }",
            "modest", "{ cap_usd: 5, window: total, on_cap: deny }");
    String settings =
        "{ lease_ms: 1000, late_ms: 1000, patience_ms: 500, least_output_tokens: 16 }";
    try (var upstream = MeteredUpstream.start();
        var twins = new BudgetTwins(folder, upstream, List.of(settings, settings), windows)) {
      List<Round> rounds = new ArrayList<>(List.of(round("modest", 0, length.dividedBy(3))));
      AtomicInteger kills = new AtomicInteger();
      long end = System.nanoTime() + length.toNanos();
      BudgetRush rush = new BudgetRush(twins, rounds.getFirst());
      Thread killer = Thread.ofVirtual().start(() -> kill(twins, kills, betweenKills, end));
      try (rush) {
        rush.play(rounds.getFirst());
        for (int i = 1; System.nanoTime() < end; i++) {
          String kind = i % 6 == 0 ? "modest" : i % 2 == 0 ? "bent" : "thirds";
          rounds.add(round(kind, i, Duration.ofSeconds(kind.equals("modest") ? 30 : 3)));
          rush.play(rounds.getLast());
        }
        killer.join();
      }
      System.out.println("kills " + kills + ", rounds " + rounds.size() + ", " + rush);

      for (Round round : rounds) {
        assertThat(rush.highest.getOrDefault(round.path(), 0L))
            .as(round.path())
            .isLessThanOrEqualTo(round.capMicroUsd());
      }
      assertThat(kills.get()).isPositive();
      assertThat(upstream.unbounded.get()).isZero();
      assertThat(rush.statuses)
          .allSatisfy(s -> assertThat(s.keySet()).isSubsetOf(0, 200, 402, 499));
      assertThat(rush.deniedEarly("modest")).isLessThanOrEqualTo(rush.asked("modest") / 100);
      BudgetAccounts.settled(twins, rounds, 0);
      assertThat(paced(twins)).isEqualTo(Map.of(200, 40L, 429, 20L));
      long billed = 0;
      for (Round round : rounds) {
        assertThat(upstream.billed(round.user()))
            .as("the provider's account of " + round.path())
            .isLessThanOrEqualTo(round.capMicroUsd());
        billed += upstream.billed(round.user());
      }
      System.out.println(twins.level(0, "org") + ", whole answers by the provider: " + billed);
    }
  }

  /// A key's rate is one for both routers: 60 at once of 40 a minute, by status.
  private static Map<Integer, Long> paced(BudgetTwins twins) {
    List<CompletableFuture<Integer>> asked = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int router = i % 2;
      asked.add(
          CompletableFuture.supplyAsync(
              () -> twins.ask(router, "paced-secret"), task -> Thread.ofVirtual().start(task)));
    }
    return asked.stream()
        .map(CompletableFuture::join)
        .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
  }

  /// A budget that is as good as spent when less is left than the least that is asked for.
  private static Round round(String kind, int number, Duration longest) {
    boolean isModest = kind.equals("modest");
    return new Round(
        kind,
        kind + number,
        "small",
        isModest ? LARGE : SMALL,
        isModest ? 50 : 0,
        isModest ? 0.8 : 0.99,
        longest);
  }

  private static void kill(BudgetTwins twins, AtomicInteger kills, Duration pause, long end) {
    try {
      while (System.nanoTime() + pause.toNanos() < end) {
        Thread.sleep(pause);
        twins.killAndRestart(kills.getAndIncrement() % 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
