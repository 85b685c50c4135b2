package dev.pointsman.router.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {

  /// 0.15 in, 0.6 out, 0.075 cached, 0.3 written, 0.45 for an hour, 1.2 reasoning, 4 and 8 audio.
  private static final Rates RATES = new Rates(0.15, 0.6, 0.075, 0.3, 0.45, 1.2, 4, 8);

  private static final Tariff PLAIN = new Tariff(RATES, List.of(), new Fees(0.01, 0, 0, 0, 0));

  /// 1 in, 2 out; above 1,000 input tokens 3 and 5, above 2,000 they are 2 and 9.
  private static final Tariff TIERED =
      new Tariff(
          Rates.of(1, 2),
          List.of(new Tariff.Tier(1_000, Rates.of(3, 5)), new Tariff.Tier(2_000, Rates.of(2, 9))),
          Fees.NONE);

  @ParameterizedTest
  @CsvSource({
    // input, cached, written, output, reasoning, micro-USD
    "0, 0, 0, 0, 0, 10000",
    "10, 0, 0, 0, 0, 10002", // 1.5 rounds up
    "3, 0, 0, 0, 0, 10000", // 0.45 rounds down
    "100, 60, 20, 0, 0, 10014", // 20 x .15 + 60 x .075 + 20 x .3 = 13.5
    "0, 0, 0, 10, 4, 10008", // 6 x .6 + 4 x 1.2 = 8.4
    "10, 50, 0, 0, 0, 10001", // no more cached than there is: .75
    "2000000000, 0, 0, 0, 0, 300010000"
  })
  void microUsd_eachTokenOnce_roundedHalfUpOnce(
      int input, int cached, int written, int output, int reasoning, long micro) {
    Tokens tokens = new Tokens(input, cached, written, output, reasoning);

    assertThat(PLAIN.microUsd(Quantities.of(tokens))).isEqualTo(micro);
  }

  /// 100 fresh x .15, 10 cached x .075, 30 written x .3, 20 for an hour x .45, 40 heard x 4; 50 x
  /// .6, 5 reasoned x 1.2, 7 spoken x 8: 15 + .75 + 9 + 9 + 160 + 30 + 6 + 56 = 285.75.
  @Test
  void microUsd_everyKindAtItsOwnPrice() {
    Quantities used = new Quantities(new Tokens(200, 10, 50, 62, 5), 20, 40, 7, 0, 0, 0, 0);

    assertThat(PLAIN.microUsd(used)).isEqualTo(10_000 + 286);
  }

  /// .01 + 2 x .002 + 3 x .04 + 90 s x .006 / 60 + 4 x .01 = .183.
  @Test
  void microUsd_feesByThePiece() {
    Tariff tariff = new Tariff(RATES, List.of(), new Fees(0.01, 0.002, 0.04, 0.006, 0.01));

    assertThat(tariff.microUsd(new Quantities(Tokens.of(0, 0), 0, 0, 0, 2, 3, 90, 4)))
        .isEqualTo(183_000);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 10, 1020", // 1,000 x 1 + 10 x 2
    "1001, 10, 3053", // the whole call at 3 and 5
    "2001, 10, 4092" // at 2 and 9
  })
  void microUsd_tier_isOfTheWholeCall(int input, int output, long micro) {
    assertThat(TIERED.microUsd(Quantities.of(Tokens.of(input, output)))).isEqualTo(micro);
    assertThat(TIERED.forEngine(input, 0).usd(input, output)).isEqualTo(micro / 1e6);
  }

  /// 3,000 tokens may turn out to be fewer: 3,000 x 3 + 10 x 5 = 9,050 is more than 3,000 x 2 + 10
  /// x 9; with a hundred times the output it is the other way round.
  @Test
  void mostMicroUsd_isTheDearestTierThatCanBeReached() {
    assertThat(TIERED.mostMicroUsd(Quantities.of(Tokens.of(3_000, 10)))).isEqualTo(9_050);
    assertThat(TIERED.mostMicroUsd(Quantities.of(Tokens.of(3_000, 1_000)))).isEqualTo(15_000);
    assertThat(TIERED.mostMicroUsd(Quantities.of(Tokens.of(1_000, 1_000)))).isEqualTo(3_000);
  }

  /// Every input token heard (4), every output token spoken (8), .01 a request: 10,000 + 4.4 + 8.
  @Test
  void mostMicroUsd_takesTheDearestKind_andRoundsUp() {
    Tariff tariff =
        new Tariff(
            new Rates(0.15, 0.6, 0.075, 0.3, 0.45, 1.2, 4.4, 8),
            List.of(),
            new Fees(0.01, 0, 0, 0, 0));

    assertThat(tariff.mostMicroUsd(Quantities.of(Tokens.of(1, 1)))).isEqualTo(10_013);
  }

  @Test
  void at_theTimeOfTheCallDecides() {
    PriceList prices =
        new PriceList(
            List.of(new PriceList.Version(100, PLAIN), new PriceList.Version(200, TIERED)));

    assertThat(prices.at(99)).isSameAs(PLAIN);
    assertThat(prices.at(199)).isSameAs(PLAIN);
    assertThat(prices.at(200)).isSameAs(TIERED);
  }

  @Test
  void forEngine_knowsImages_andIsTheSameWithout() {
    Tariff tariff = new Tariff(RATES, List.of(), new Fees(0.01, 0.002, 0, 0, 0));

    assertThat(tariff.forEngine(10, 3)).isEqualTo(new Price(0.15, 0.6, 0.016));
    assertThat(tariff.forEngine(10, 0)).isSameAs(tariff.forEngine(99, 0));
  }
}
