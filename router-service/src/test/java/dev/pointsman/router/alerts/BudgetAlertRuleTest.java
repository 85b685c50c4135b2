package dev.pointsman.router.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.budget.Level;
import dev.pointsman.router.alerts.Alert.Kind;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.config.BudgetReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetAlertRuleTest {

  private static final BudgetPath PATH = new BudgetPath("org/team-a");
  private static final Instant NOON = Instant.parse("2026-04-10T12:00:00Z");
  private static final BudgetAlertRule RULE =
      new BudgetAlertRule("r", PATH, List.of(0.8, 0.5), true);

  private static List<Alert> due(String windows, Instant now, long... spentMicroUsd) {
    List<BudgetRule> rules = BudgetReader.rules(PATH, windows);
    List<Level> levels = new ArrayList<>();
    for (long spent : spentMicroUsd) {
      levels.add(new Level(spent + 7, spent + 3, 1, 7, 3, 1));
    }
    return RULE.due(rules, levels, now);
  }

  @Test
  void due_shareSpent_isToldByWindowAndPeriod() {
    List<Alert> due =
        due("[{\"cap_usd\": 10}, {\"cap_usd\": 1, \"window\": \"day\"}]", NOON, 1, 900_000);

    assertThat(due).extracting(Alert::kind).containsExactly(Kind.THRESHOLD, Kind.FORECAST);
    assertThat(due.getFirst().id()).isEqualTo("r:threshold:0.8@org/team-a:day:2026-04-10");
    assertThat(due.getFirst().spent()).as("without what is reserved").isEqualTo(900_000);
    assertThat(due.getFirst().limit()).isEqualTo(1_000_000);
    assertThat(due.getLast().expected()).as("half of the day is gone").isEqualTo(1_800_000);
  }

  @Test
  void due_tooEarlyOrInTime_forecastsNothing() {
    String day = "{\"cap_usd\": 1, \"window\": \"day\"}";

    assertThat(due(day, Instant.parse("2026-04-10T00:30:00Z"), 400_000)).isEmpty();
    assertThat(due(day, NOON, 400_000)).isEmpty();
    assertThat(due(day, NOON, 1_000_000)).extracting(Alert::kind).containsExactly(Kind.THRESHOLD);
  }

  @Test
  void due_rollingOnceADay_totalOnce_zeroNever() {
    String rolling = "{\"cap_usd\": 1, \"window\": \"week\", \"rolling\": true}";
    String total = "{\"cap_usd\": 1, \"window\": \"total\"}";
    Instant later = NOON.plusSeconds(5 * 3600);
    Instant tomorrow = NOON.plusSeconds(86_400);

    assertThat(id(due(rolling, NOON, 900_000))).isEqualTo(id(due(rolling, later, 900_000)));
    assertThat(id(due(rolling, NOON, 900_000))).isNotEqualTo(id(due(rolling, tomorrow, 900_000)));
    assertThat(id(due(total, NOON, 900_000))).isEqualTo(id(due(total, tomorrow, 900_000)));
    assertThat(due("{\"cap_usd\": 0, \"window\": \"day\"}", NOON, 0)).isEmpty();
  }

  /// The levels hold as many tokens as micro-USD.
  @Test
  void due_capInTokens_isToldInTokens_besideOneInMoney() {
    List<Alert> due =
        due("{\"cap_usd\": 1, \"cap_tokens\": 800000, \"window\": \"day\"}", NOON, 500_000);

    assertThat(due)
        .extracting(Alert::id)
        .containsExactly(
            "r:threshold:0.5@org/team-a:day:2026-04-10",
            "r:threshold:0.5@org/team-a:day:2026-04-10:tokens",
            "r:forecast:@org/team-a:day:2026-04-10:tokens");
    assertThat(due.getLast().json().path("spent_tokens").asLong()).isEqualTo(500_000);
    assertThat(due.getLast().json().path("limit_tokens").asLong()).isEqualTo(800_000);
    assertThat(due.getLast().json().path("expected_tokens").asLong()).isEqualTo(1_000_000);
    assertThat(due.getLast().json().has("spent_usd")).isFalse();
    assertThat(due("{\"cap_tokens\": 5000000, \"window\": \"day\"}", NOON, 900_000)).isEmpty();
  }

  private static String id(List<Alert> due) {
    assertThat(due).hasSize(1);
    return due.getFirst().id();
  }
}
