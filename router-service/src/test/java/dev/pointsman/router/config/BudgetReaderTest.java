package dev.pointsman.router.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.router.TestRouter;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.budget.BudgetWindow;
import dev.pointsman.router.budget.BudgetWindow.Every;
import dev.pointsman.router.budget.OnCap;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetReaderTest {

  /// Those of design.md section 6.
  private static final String DESIGNED =
      """
      budgets:
        org:              { cap_usd: 500, window: month }
        org/team-a:       { cap_usd: 50, window: month, soft: 0.8, on_cap: degrade }
      keys:
        - { name: app-1, key: "${UP}", budget: org/team-a/alice, project: search, roles: [application] }
      """;

  @Test
  void budgets_ofTheDesign_workAsTheyStand() {
    RouterConfig config = read(DESIGNED);

    assertThat(config.budgets().tree().above(new BudgetPath("org/team-a/alice")))
        .containsExactly(
            rule("org", 500_000_000, OnCap.DEGRADE), rule("org/team-a", 50_000_000, OnCap.DEGRADE));
  }

  @Test
  void rules_ofOneBudgetInJson_areReadAsTheFileIs() {
    BudgetPath path = new BudgetPath("org/team-a");

    assertThat(
            BudgetReader.rules(
                path,
                "[{\"cap_usd\": 1, \"on_cap\": \"deny\"}, {\"cap_tokens\": 5,"
                    + " \"window\": \"day\", \"rolling\": true, \"approve_over_tokens\": 10000}]"))
        .containsExactly(
            rule("org/team-a", 1_000_000, OnCap.DENY),
            new BudgetRule(
                path,
                BudgetWindow.rolling(Every.DAY),
                new Caps(Caps.NO_CAP, 5, Caps.NO_CAP, Caps.NO_CAP),
                0.8,
                OnCap.DEGRADE,
                new Amount(Caps.NO_CAP, 10_000)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "budgets: { org: { cap_usd: -1 } }                  | budgets.org.cap_usd: ",
        "budgets: { org: { cap_usd: 1e12 } }                | budgets.org.cap_usd: ",
        "budgets: { org: { cap_usd: 0.0000001 } }           | budgets.org.cap_usd: is finer than a",
        "budgets: { org: { cap_usd: many } }                | budgets.org.cap_usd: ",
        "budgets: { org: { cap_tokens: -5 } }               | budgets.org.cap_tokens: ",
        "budgets: { org: { cap_tokens: 1.5 } }              | budgets.org.cap_tokens: ",
        "budgets: { org: { window: day } }                  | budgets.org: needs cap_usd,"
            + " cap_tokens",
        "budgets: { org: [] }                               | budgets.org: ",
        "budgets: { org: { cap_usd: 1, window: year } }     | budgets.org.window: ",
        "budgets: { org: { cap_usd: 1, windw: day } }       | budgets.org.windw: unknown key; did"
            + " you mean `window`?",
        "budgets: { org: [{ cap_usd: 1 }, { cap_usd: 2, window: month }] } | budgets.org[1]: the"
            + " budget has two windows of the kind month",
        "budgets: { org: { cap_usd: 1, rolling: true, window: total } } | budgets.org.rolling: a"
            + " total",
        "budgets: { org: { cap_usd: 1, rolling: true, time_zone: UTC } } | budgets.org.time_zone:"
            + " a",
        "budgets: { org: { cap_usd: 1, time_zone: Mars } }  | budgets.org.time_zone: there is no"
            + " zone",
        "budgets: { org: { cap_usd: 1, soft: 1.5 } }        | budgets.org.soft: ",
        "budgets: { 'or g': { cap_usd: 1 } }                | budgets: `or g` is no path",
        "budget: { default: 'a//b' }                        | budget.default: `a//b` is no path",
        "budget: { on_store_away: allowance }               | budget.on_store_away: allowance"
            + " needs",
      })
  void budgets_mistake_isOneLineWithItsPlace(String more, String complaint) {
    assertThatThrownBy(() -> read(more.strip() + "\n"))
        .isInstanceOf(ConfigProblem.class)
        .hasMessageStartingWith("test.yaml:")
        .hasMessageContaining(complaint.strip());
  }

  @Test
  void budgets_keyOutsideTheTree_isRefused() {
    assertThatThrownBy(() -> read(DESIGNED.replace("budget: org/team-a", "budget: orrg/team-a")))
        .hasMessageContaining("keys[0].budget: no budget stands at or above `orrg/team-a/alice`");
    assertThat(read("keys: [{ name: a, key: secret-key, budget: any/path }]\n").auth().keys())
        .as("without budgets in the file they come at run time")
        .hasSize(1);
  }

  @Test
  void rules_onCapApprove_letsTenThousandTokensGoUnlessItSaysOtherwise() {
    assertThat(approveOver("\"on_cap\": \"approve\"")).isEqualTo(new Amount(Caps.NO_CAP, 10_000));
    assertThat(approveOver("\"on_cap\": \"approve\", \"approve_over_tokens\": 500"))
        .isEqualTo(new Amount(Caps.NO_CAP, 500));
    assertThat(approveOver("\"on_cap\": \"approve\", \"approve_over_usd\": 2"))
        .isEqualTo(new Amount(2_000_000, Caps.NO_CAP));
    assertThat(approveOver("\"on_cap\": \"degrade\""))
        .isEqualTo(new Amount(Caps.NO_CAP, Caps.NO_CAP));
  }

  private static Amount approveOver(String settings) {
    BudgetPath path = new BudgetPath("org/team-a");
    return BudgetReader.rules(path, "{\"cap_usd\": 1, " + settings + "}").getFirst().approveOver();
  }

  @Test
  void budgets_capOfZero_isACap() {
    RouterConfig config = read("budgets: { org: { cap_usd: 0 } }\n");

    assertThat(config.budgets().tree().at(new BudgetPath("org")))
        .extracting(r -> r.caps().microUsd())
        .containsExactly(0L);
  }

  private static BudgetRule rule(String path, long microUsd, OnCap onCap) {
    return new BudgetRule(
        new BudgetPath(path),
        BudgetWindow.calendar(Every.MONTH, ZoneId.of("UTC")),
        new Caps(microUsd, Caps.NO_CAP, Caps.NO_CAP, Caps.NO_CAP),
        0.8,
        onCap,
        BudgetRule.ANY_SIZE);
  }

  private static RouterConfig read(String more) {
    return RouterConfig.parse(
        TestRouter.yaml("http://127.0.0.1:9/v1", more), "test.yaml", Map.of("UP", "up-secret"));
  }
}
