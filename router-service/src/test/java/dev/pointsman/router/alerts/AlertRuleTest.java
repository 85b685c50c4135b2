package dev.pointsman.router.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.memory.InMemoryTable;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.alerts.Alert.Kind;
import dev.pointsman.router.spend.Spent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AlertRuleTest {

  private static final long NOON = millis("2026-04-11T12:00:00Z");

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  private static Spent spent(String time, double usd) {
    return new Spent(
        "auto",
        millis(time),
        SpendGroup.of(Map.of("team", "a"), "m"),
        Tally.NONE.with(Part.MICRO_USD, usd * 1e6));
  }

  private static AlertRule rule(boolean month, double usd, boolean forecast) {
    return new AlertRule(
        "r",
        month,
        OptionalDouble.of(usd),
        List.of(1.0, 0.5),
        forecast,
        OptionalDouble.empty(),
        1,
        Map.of());
  }

  @Test
  void due_monthHalfSpent_tellsTheHighestShareOnceAMonth() {
    List<Spent> daily =
        List.of(spent("2026-04-01T00:00:00Z", 6), spent("2026-03-31T00:00:00Z", 99));

    List<Alert> due = rule(true, 10, false).due(List.of(), daily, NOON);

    assertThat(due).extracting(Alert::kind).containsExactly(Kind.THRESHOLD);
    assertThat(due.getFirst().spent()).isEqualTo(6_000_000);
    assertThat(due.getFirst().id()).isEqualTo("r:threshold:0.5@" + millis("2026-04-01T00:00:00Z"));
    assertThat(rule(true, 10, false).due(List.of(), daily, NOON + 86_400_000).getFirst().id())
        .isEqualTo(due.getFirst().id());
  }

  @Test
  void due_monthInProportion_isForecastToExceed() {
    // 10.5 of 30 days gone, 4 USD spent: 11.43 to come.
    List<Spent> daily = List.of(spent("2026-04-03T00:00:00Z", 4));

    Alert alert = rule(true, 10, true).due(List.of(), daily, NOON).getFirst();

    assertThat(alert.kind()).isEqualTo(Kind.FORECAST);
    assertThat(alert.expected()).isEqualTo(Math.round(4e6 * 30 / 10.5));
    assertThat(rule(true, 12, true).due(List.of(), daily, NOON)).isEmpty();
    assertThat(rule(true, 4, true).due(List.of(), daily, NOON))
        .as("no forecast of what has come")
        .extracting(Alert::kind)
        .containsExactly(Kind.THRESHOLD);
  }

  @Test
  void due_dayWithAProfile_expectsTheHoursToCome() {
    // Four days that spend 8 USD at 14 h and nothing else: at noon that is still to come.
    List<Spent> hourly = new ArrayList<>();
    List<Spent> daily = new ArrayList<>();
    for (int day = 7; day <= 10; day++) {
      hourly.add(spent("2026-04-%02dT14:00:00Z".formatted(day), 8));
      daily.add(spent("2026-04-%02dT00:00:00Z".formatted(day), 8));
    }
    daily.add(spent("2026-04-11T00:00:00Z", 0.5));

    Alert alert = rule(false, 5, true).due(hourly, daily, NOON).getFirst();

    assertThat(alert.expected()).isEqualTo(8_500_000);
    assertThat(rule(false, 5, true).due(hourly, daily, NOON + 4 * 3_600_000L)).isEmpty();
  }

  @Test
  void due_hourFarAboveTheDayBefore_isGrowthOfItsFilter() {
    AlertRule rule = growth(3);
    // 24 USD the day before is 1 an hour.
    List<Spent> before = List.of(spent("2026-04-10T18:00:00Z", 24));
    List<Spent> sudden = new ArrayList<>(before);
    sudden.add(spent("2026-04-11T11:00:00Z", 3));
    List<Spent> usual = new ArrayList<>(before);
    usual.add(spent("2026-04-11T11:00:00Z", 2.9));

    assertThat(rule.due(sudden, List.of(), NOON))
        .extracting(Alert::kind)
        .containsExactly(Kind.GROWTH);
    assertThat(rule.due(usual, List.of(), NOON)).isEmpty();
    assertThat(growth(3.1).due(sudden, List.of(), NOON)).as("too little to matter").isEmpty();
  }

  /// Threefold, from so many USD on.
  private static AlertRule growth(double leastUsd) {
    return new AlertRule(
        "g",
        true,
        OptionalDouble.empty(),
        List.of(1.0),
        false,
        OptionalDouble.of(3),
        leastUsd,
        Map.of("team", "a"));
  }

  @Test
  void claim_twoRouters_oneSendsAndRetriesWaitTheirTurn() {
    InMemoryTable table = new InMemoryTable();
    AlertBook one = new AlertBook(table);
    AlertBook two = new AlertBook(table);
    List<Alert> due = List.of(new Alert("x", "r", Kind.GROWTH, 5, 3, 1, NOON));

    var mine = one.claim(due, true, NOON).toCompletableFuture().join();
    var theirs = two.claim(due, true, NOON).toCompletableFuture().join();

    assertThat(mine).hasSize(1);
    assertThat(theirs).isEmpty();
    assertThat(two.claim(due, true, NOON + 1_999).toCompletableFuture().join()).isEmpty();
    var again = two.claim(due, true, NOON + 2_000).toCompletableFuture().join();
    assertThat(again).hasSize(1);
    assertThat(two.delivered(again.getFirst()).toCompletableFuture().join()).isTrue();
    assertThat(one.claim(due, true, NOON + 9_000_000).toCompletableFuture().join()).isEmpty();
    assertThat(one.newest().toCompletableFuture().join()).hasSize(1);
  }

  @Test
  void claim_neverDelivered_isSentTenTimesInAll() {
    AlertBook book = new AlertBook(new InMemoryTable());
    List<Alert> due = List.of(new Alert("x", "r", Kind.GROWTH, 5, 3, 1, NOON));
    int sent = 0;
    for (int hour = 0; hour < 30; hour++) {
      long now = NOON + hour * 3_600_000L;
      sent += book.claim(due, true, now).toCompletableFuture().join().size();
    }

    assertThat(sent).isEqualTo(10);
  }

  @Test
  void claim_moreThanTheBookHolds_letsTheOldestGo() {
    AlertBook book = new AlertBook(new InMemoryTable());
    for (int i = 0; i < AlertBook.MOST + 5; i++) {
      Alert alert = new Alert("x" + i, "r", Kind.GROWTH, 5, 3, 1, NOON + i * 1_000L);
      assertThat(book.claim(List.of(alert), false, NOON).toCompletableFuture().join()).hasSize(1);
    }

    var kept = book.newest().toCompletableFuture().join();

    assertThat(kept).hasSize(AlertBook.MOST);
    assertThat(kept.getFirst().path("id").asText()).isEqualTo("x" + (AlertBook.MOST + 4));
  }
}
