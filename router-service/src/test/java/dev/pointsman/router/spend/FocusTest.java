package dev.pointsman.router.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.spend.Focus.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rows against what the specification (1.3, Cost and Usage) demands of every data set.
class FocusTest {

  /// Of feature level Mandatory; the second list may be null.
  private static final List<String> NEVER_NULL =
      List.of(
          "BilledCost",
          "BillingAccountId",
          "BillingCurrency",
          "BillingPeriodEnd",
          "BillingPeriodStart",
          "ChargeCategory",
          "ChargePeriodEnd",
          "ChargePeriodStart",
          "ContractedCost",
          "EffectiveCost",
          "HostProviderName",
          "InvoiceIssuerName",
          "ListCost",
          "ServiceCategory",
          "ServiceName",
          "ServiceProviderName");

  private static final List<String> MAYBE_NULL =
      List.of(
          "BillingAccountName",
          "ChargeClass",
          "ChargeDescription",
          "PricingQuantity",
          "PricingUnit");

  private static final Set<String> CATEGORIES =
      Set.of("Usage", "Purchase", "Tax", "Credit", "Adjustment");
  private static final Set<String> FREQUENCIES = Set.of("One-Time", "Recurring", "Usage-Based");
  private static final Set<String> PRICING = Set.of("Standard", "Dynamic", "Committed", "Other");

  static Stream<List<String>> rows() {
    Tally tally =
        Tally.NONE
            .with(Part.REQUESTS, 3)
            .with(Part.INPUT_TOKENS, 30)
            .with(Part.OUTPUT_TOKENS, 12)
            .with(Part.MICRO_USD, 1234);
    long day = Instant.parse("2026-03-31T00:00:00Z").toEpochMilli();
    SpendGroup group =
        SpendGroup.of(Map.of("team", "a, \"b\"", "user", "=cmd()", "tags", "[\"x\"]"), "gpt");
    List<FixedCost> fixed =
        FixedCost.parse(
            """
            name,from,to,usd,model
            Seats,2026-03-01,2026-04-01,9,
            GPU,2026-03-01,2026-04-01,9,gpt\
            """);
    return Stream.concat(
        Stream.of(false, true)
            .map(
                isHosted ->
                    Focus.row(
                        new Spent("auto", day, group, tally),
                        Grain.DAY.millis(),
                        arm -> new Source("acme", "gpt-1", isHosted))),
        fixed.stream().map(cost -> FocusFixed.row(cost, arm -> new Source("gpu", "g", true))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row_holdsWhatTheSpecificationDemands(List<String> cells) {
    assertThat(cells).hasSameSizeAs(Focus.COLUMNS);
    Csv.Row read = Csv.rows(Csv.line(Focus.COLUMNS) + "\n" + Csv.line(cells)).getFirst();
    assertThat(read.cells()).hasSameSizeAs(Focus.COLUMNS);
    Map<String, String> row = new LinkedHashMap<>();
    Focus.COLUMNS.forEach(column -> row.put(column, cells.get(Focus.COLUMNS.indexOf(column))));

    assertThat(row).containsKeys(MAYBE_NULL.toArray(String[]::new));
    for (String column : NEVER_NULL) {
      assertThat(row.get(column)).as(column).isNotBlank();
    }
    for (String cost : List.of("BilledCost", "ContractedCost", "EffectiveCost", "ListCost")) {
      assertThat(new BigDecimal(row.get(cost)).signum()).as(cost).isNotNegative();
    }
    assertThat(row.get("ChargeCategory")).isIn(CATEGORIES);
    assertThat(row.get("ChargeFrequency")).isIn(FREQUENCIES);
    assertThat(row.get("PricingCategory")).isIn(PRICING);
    assertThat(row.get("ChargeClass")).as("no correction").isEmpty();
    assertThat(row.get("PricingQuantity")).as("of usage and purchases").isNotEmpty();
    assertThat(row.get("PricingUnit")).isNotEmpty();
    assertThat("".equals(row.get("ConsumedQuantity")))
        .as("usage is consumed, a purchase is not")
        .isEqualTo("Purchase".equals(row.get("ChargeCategory")));
    Instant begin = Instant.parse(row.get("ChargePeriodStart"));
    assertThat(begin).isBefore(Instant.parse(row.get("ChargePeriodEnd")));
    assertThat(begin)
        .isBetween(
            Instant.parse(row.get("BillingPeriodStart")),
            Instant.parse(row.get("BillingPeriodEnd")));
    assertThat(Json.read(String.valueOf(row.get("Tags")))).isPresent();
    assertThat(Focus.COLUMNS.stream().filter(column -> !column.matches("(x_)?[A-Z][A-Za-z]+")))
        .isEmpty();
  }
}
