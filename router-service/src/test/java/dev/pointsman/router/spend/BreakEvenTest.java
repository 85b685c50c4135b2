package dev.pointsman.router.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.spend.BreakEven.Rival;
import dev.pointsman.router.spend.SpendWindow.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A machine at 4 USD an hour, 96 a day, that gets through 1,000 tokens a second, 86.4 million a
/// day. `cheap` is 1 and 2 USD per million, `dear` 10 and 20.
class BreakEvenTest {

  private static final long DAY = Grain.DAY.millis();

  private static final List<Model> MODELS =
      RouterConfig.parse(
              """
              auth: { mode: none }
              providers:
                p: { base_url: "http://127.0.0.1:9/v1", api_key: none }
              models:
                - { id: own, provider: p,
                    price: { usd_per_hour: 4, tokens_per_s: 1000, max_concurrency: 8 } }
                - { id: cheap, provider: p, price: { input: 1, output: 2 } }
                - { id: dear, provider: p, price: { input: 10, output: 20 } }
                - { id: free, provider: p, price: { input: 0, output: 0 } }
                - { id: vectors, provider: p, kind: embeddings, price: { input: 1, output: 0 } }
              routes:
                auto: { arms: [own, cheap, dear, free] }
              """,
              "test",
              Map.of())
          .models();

  private static Spent spent(String model, double requests, double input, double output) {
    Tally tally =
        Tally.NONE
            .with(Part.REQUESTS, requests)
            .with(Part.INPUT_TOKENS, input)
            .with(Part.OUTPUT_TOKENS, output)
            .with(Part.MICRO_USD, (input + output) * 4 / 3.6);
    return new Spent("auto", 0, SpendGroup.of(Map.of(), model), tally);
  }

  @Test
  void of_whatTheMachineHad_isHeldAgainstEachPriceByTheToken() {
    // Two input tokens for each of output: 4/3 and 40/3 USD per million.
    List<Spent> spent = List.of(spent("own", 1_000, 20e6, 10e6), spent("dear", 10, 4e6, 2e6));

    BreakEven machine = BreakEven.of(spent, MODELS, 2, 0).getFirst();

    assertThat(machine.arm()).isEqualTo("own");
    assertThat(machine.machine().usdPerDay()).isEqualTo(96);
    assertThat(machine.served().tokens()).isEqualTo(15e6);
    assertThat(machine.utilisation()).isCloseTo(15 / 86.4, within(1e-9));
    assertThat(machine.idleUsd()).isCloseTo(96 - 15 * 4 / 3.6, within(1e-9));
    assertThat(machine.rivals()).extracting(Rival::model).containsExactly("dear", "cheap");
    Rival dear = machine.rivals().getFirst();
    assertThat(dear.usdPerMtok()).isCloseTo(40 / 3.0, within(1e-9));
    assertThat(dear.tokens()).isCloseTo(7.2e6, within(1.0));
    assertThat(dear.serves().tokens()).isEqualTo(3e6);
    assertThat(machine.pays(dear)).as("15 million at dear are 200 USD").isTrue();
    Rival cheap = machine.rivals().getLast();
    assertThat(cheap.tokens()).isCloseTo(72e6, within(1.0));
    assertThat(machine.pays(cheap)).as("15 million at cheap are 20 USD").isFalse();
    assertThat(cheap.isWithin(machine.machine())).isTrue();
  }

  @Test
  void of_idleMachine_isHeldAgainstRequestsAsLongAsAllWere() {
    BreakEven machine = BreakEven.of(List.of(spent("cheap", 10, 0, 10e6)), MODELS, 1, 0).getFirst();

    assertThat(machine.served().tokens()).isZero();
    assertThat(machine.idleUsd()).isEqualTo(96);
    Rival cheap = machine.rivals().getLast();
    assertThat(cheap.tokens()).as("output alone").isCloseTo(48e6, within(1.0));
    assertThat(machine.pays(cheap)).isFalse();
  }

  @Test
  void of_priceTooLow_neverBreaksEven() {
    List<Spent> spent = List.of(spent("own", 10, 10e6, 0));

    Rival cheap = BreakEven.of(spent, MODELS, 1, 0).getFirst().rivals().getLast();

    assertThat(cheap.tokens()).isCloseTo(96e6, within(1.0));
    assertThat(cheap.isWithin(BreakEven.of(spent, MODELS, 1, 0).getFirst().machine())).isFalse();
  }

  @Test
  void of_nothingSpent_namesTheMachineAndNoRival() {
    BreakEven machine = BreakEven.of(List.of(), MODELS, 30, 0).getFirst();

    assertThat(machine.rivals()).isEmpty();
    assertThat(machine.idleUsd()).isEqualTo(96);
  }

  @Test
  void days_countFromTheFirstRow() {
    Period period = new Period(Grain.DAY, 0, 30 * DAY);
    Spent late = new Spent("auto", 28 * DAY, SpendGroup.of(Map.of(), "own"), Tally.NONE);

    assertThat(Spent.days(List.of(late), period)).isEqualTo(2);
    assertThat(Spent.days(List.of(), period)).isEqualTo(30);
  }
}
