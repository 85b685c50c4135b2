package dev.pointsman.router.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.spend.Invoice.Line;
import dev.pointsman.router.spend.Reconciliation.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  private static final LocalDate DAY = LocalDate.parse("2026-03-01");

  private static Spent counted(String arm, long microUsd) {
    long day = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    return new Spent(
        "auto",
        day,
        SpendGroup.of(Map.of("user", "=cmd()", "tags", "[\"a\"]"), arm),
        Tally.NONE.with(Part.MICRO_USD, (double) microUsd).with(Part.INPUT_TOKENS, 70));
  }

  @Test
  void parse_openAi_sumsAModelsLineItemsByDay() {
    Invoice invoice =
        Invoice.parse(
            """
            start_time,end_time,start_time_iso,amount_value,amount_currency,line_item
            1772323200,1772409600,2026-03-01T00:00:00+00:00,0.5,usd,"gpt-4o-mini-2024-07-18, input"
            1772323200,1772409600,2026-03-01T00:00:00+00:00,0.25,usd,"gpt-4o-mini-2024-07-18, output"
            1772409600,1772496000,2026-03-02T00:00:00+00:00,,,
            """);

    assertThat(invoice.microUsd())
        .isEqualTo(Map.of(new Line(DAY, "gpt-4o-mini-2024-07-18"), 750_000L));
  }

  @Test
  void parse_anthropic_takesDayModelAndCost() {
    Invoice invoice =
        Invoice.parse(
            """
            usage_date_utc,model,workspace,token_type,cost_usd
            2026-03-01,claude-haiku-4-5,Default,input,1.10
            2026-03-01,claude-haiku-4-5,Default,output,0.90
            """);

    assertThat(invoice.microUsd()).isEqualTo(Map.of(new Line(DAY, "claude-haiku-4-5"), 2_000_000L));
  }

  @Test
  void parse_ownFocusExport_reconcilesWithItself() {
    List<Spent> ledger = List.of(counted("mini", 1_234_567), counted("large", 5));
    StringBuilder csv = new StringBuilder(Csv.line(Focus.COLUMNS)).append('\n');
    for (Spent spent : ledger) {
      List<String> row = Focus.row(spent, 86_400_000, arm -> new Focus.Source("p", "up-" + arm));
      csv.append(Csv.line(row)).append('\n');
    }

    Reconciliation found =
        Reconciliation.of(Invoice.parse(csv.toString()), ledger, arm -> "up-" + arm);

    assertThat(found.isDrifting()).isFalse();
    assertThat(found.rows())
        .containsExactlyInAnyOrder(
            new Row(new Line(DAY, "up-mini"), 1_234_567, 1_234_567),
            new Row(new Line(DAY, "up-large"), 5, 5));
    assertThat(csv.toString()).contains("2026-03-01T00:00:00Z").contains("2026-04-01T00:00:00Z");
  }

  @Test
  void of_datedNamesAndDrift_areFoundPerModelAndDay() {
    Invoice invoice =
        Invoice.parse(
            """
            date,model,cost
            2026-03-01,gpt-4o-2024-08-06,1.02
            2026-03-01,gpt-4o-mini-2024-07-18,1.005
            2026-03-01,never-asked,0.3
            """);

    Reconciliation found =
        Reconciliation.of(
            invoice,
            List.of(counted("gpt-4o", 1_000_000), counted("gpt-4o-mini", 1_000_000)),
            arm -> arm);

    assertThat(found.rows())
        .filteredOn(Row::isDrifting)
        .extracting(row -> row.line().model())
        .containsExactlyInAnyOrder("gpt-4o", "never-asked");
    assertThat(found.rows().getFirst().drift()).isCloseTo(-0.02 / 1.02, within(1e-9));
  }

  @Test
  void of_dayThatABilledModelIsNotInvoicedFor_isDrift() {
    Invoice invoice = Invoice.parse("date,model,cost\n2026-03-01,mini,1\n2026-03-02,large,2\n");

    Reconciliation found =
        Reconciliation.of(
            invoice, List.of(counted("mini", 1_000_000), counted("large", 500)), arm -> arm);

    assertThat(found.drifting())
        .containsExactlyInAnyOrder(
            new Row(new Line(DAY, "large"), 0, 500),
            new Row(new Line(DAY.plusDays(1), "large"), 2_000_000, 0));
  }

  @Test
  void parse_badFiles_sayWhereAndWhat() {
    assertThatThrownBy(() -> Invoice.parse("a,b\n1,2\n"))
        .hasMessageContaining("line 1: no column for a day");
    assertThatThrownBy(() -> Invoice.parse("date,model,cost\n2026-03-01,m,much\n"))
        .hasMessage("line 2: its cost is not a number");
    assertThatThrownBy(() -> Invoice.parse("date,model,cost\nMarch,m,1\n"))
        .hasMessageContaining("line 2: its day");
    assertThatThrownBy(() -> Invoice.parse("date,model,cost,currency\n2026-03-01,m,1,EUR\n"))
        .hasMessageContaining("line 2")
        .hasMessageContaining("USD");
  }

  @Test
  void line_formulasAndQuotes_areSafe() {
    assertThat(Csv.line(List.of("=1+1", "-0.5", "a \"b\", c")))
        .isEqualTo("'=1+1,-0.5,\"a \"\"b\"\", c\"");
    assertThat(Csv.rows("x,y\n\"a\nb\",\"c\"\"\"\n").getFirst().cells())
        .isEqualTo(Map.of("x", "a\nb", "y", "c\""));
  }
}
