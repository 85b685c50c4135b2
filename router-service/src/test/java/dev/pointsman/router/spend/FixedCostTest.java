package dev.pointsman.router.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.feedback.memory.InMemoryTable;
import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.spend.Focus.Source;
import dev.pointsman.router.spend.SpendWindow.Period;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedCostTest {

  private static final String FILE =
      """
      name,from,to,usd,team,project,model
      Seats,2026-03-01,2026-04-01,310,team-a,,
      GPU,2026-03-01,2026-03-31,2880.000001,,search,own
      """;

  private static long millis(String day) {
    return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private static Spent charged(String model, double microUsd) {
    return new Spent(
        "auto", 0, SpendGroup.of(Map.of(), model), Tally.NONE.with(Part.MICRO_USD, microUsd));
  }

  @Test
  void parse_rowsAreCosts_eachDayCarriesItsPart() {
    List<FixedCost> costs = FixedCost.parse(FILE);

    assertThat(costs).hasSize(2);
    FixedCost seats = costs.getFirst();
    assertThat(seats.id()).isEqualTo("2026-03-01:Seats");
    assertThat(seats.microUsd()).isEqualTo(310_000_000);
    assertThat(seats.within(millis("2026-03-05"), millis("2026-03-07"))).isEqualTo(20_000_000);
    assertThat(seats.within(millis("2026-02-01"), millis("2026-03-02"))).isEqualTo(10_000_000);
    assertThat(seats.within(millis("2026-04-01"), millis("2026-05-01"))).isZero();
    assertThat(costs.getLast().microUsd()).isEqualTo(2_880_000_001L);
    assertThat(FixedCost.of(seats.json())).isEqualTo(seats);
  }

  @Test
  void put_moreThanTheMost_isRefused_theSameAgainIsNot() {
    FixedCosts costs = new FixedCosts(new InMemoryTable());
    FixedCost seats = FixedCost.parse(FILE).getFirst();
    List<FixedCost> most = new ArrayList<>();
    for (int i = 0; i < FixedCosts.MOST; i++) {
      most.add(FixedCost.of(seats.json().put("name", "seat " + i)));
    }
    costs.put(most).toCompletableFuture().join();

    assertThat(costs.put(List.of(seats)).toCompletableFuture()).isCompletedExceptionally();
    assertThat(costs.put(List.of(most.getFirst())).toCompletableFuture()).isCompleted();
    assertThat(costs.all().toCompletableFuture().join()).hasSize(FixedCosts.MOST);
  }

  @Test
  void parse_ownFocusRow_isTheSameCost() {
    FixedCost seats = FixedCost.parse(FILE).getFirst();
    String focus =
        Csv.line(Focus.COLUMNS) + "\n" + Csv.line(FocusFixed.row(seats, arm -> source(false)));

    assertThat(FixedCost.parse(focus)).containsExactly(seats);
  }

  @Test
  void shares_ofAMachine_areWhatItsRequestsLeave() {
    Period day = new Period(Grain.DAY, millis("2026-03-05"), millis("2026-03-06"));
    List<Spent> spent = List.of(charged("own", 30e6), charged("own", 6e6), charged("api", 5e6));

    List<FixedShare> shares = FixedShare.of(FixedCost.parse(FILE), spent, day);

    assertThat(shares).extracting(FixedShare::microUsd).containsExactly(10_000_000L, 96_000_000L);
    assertThat(shares).extracting(FixedShare::added).containsExactly(10_000_000L, 60_000_000L);
    List<FixedShare> busy =
        FixedShare.of(FixedCost.parse(FILE), List.of(charged("own", 500e6)), day);
    assertThat(busy.getLast().added()).as("never less than nothing").isZero();
  }

  @Test
  void focus_machineIsBilledOnce_andItsRequestsBearTheEffectiveCost() {
    FixedCost gpu = FixedCost.parse(FILE).getLast();
    Map<String, String> bill = named(FocusFixed.row(gpu, arm -> source(true)));
    Map<String, String> usage =
        named(Focus.row(charged("own", 30e6), Grain.DAY.millis(), arm -> source(true)));

    assertThat(bill)
        .containsEntry("ChargeCategory", "Purchase")
        .containsEntry("BilledCost", "2880.000001")
        .containsEntry("EffectiveCost", "0.000000")
        .containsEntry("ChargePeriodEnd", "2026-03-31T00:00:00Z")
        .containsEntry("ServiceProviderName", "gpu")
        .containsEntry("Tags", "{\"project\":\"search\"}");
    assertThat(usage)
        .containsEntry("ChargeCategory", "Usage")
        .containsEntry("BilledCost", "0.000000")
        .containsEntry("EffectiveCost", "30.000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",2026-03-01,2026-04-01,1 | line 2: name: ",
        "x,2026-03-01,2026-03-01,1 | line 2: to: must be after from",
        "x,March,2026-03-01,1 | line 2: from: give a day",
        "x,2026-03-01,,1 | line 2: to: give a day",
        "x,2026-03-01,2026-04-01,-1 | line 2: usd: must be from 0",
        "x,2026-03-01,2026-04-01,1e12 | line 2: usd: must be from 0",
        "x,2026-03-01,2026-04-01,0.0000001 | line 2: usd: give whole micro-USD",
        "x,2026-03-01,2026-04-01,much | line 2: usd: give whole micro-USD",
        "x,2026-03-01,2026-04-01, | line 2: usd: give whole micro-USD"
      })
  void parse_badRow_namesLineAndColumn(String row, String complaint) {
    assertThatThrownBy(() -> FixedCost.parse("name,from,to,usd\n" + row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(complaint.strip());
  }

  private static Source source(boolean isHosted) {
    return new Source("gpu", "own-1", isHosted);
  }

  private static Map<String, String> named(List<String> cells) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      named.put(Focus.COLUMNS.get(i), cells.get(i));
    }
    return named;
  }
}
