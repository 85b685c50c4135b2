package dev.pointsman.router.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CostChangeTest {

  private static Spent spent(String model, long requests, long tokens, long microUsd) {
    Tally tally =
        Tally.NONE
            .with(Part.REQUESTS, (double) requests)
            .with(Part.INPUT_TOKENS, (double) tokens)
            .with(Part.MICRO_USD, (double) microUsd);
    return new Spent("auto", 0, SpendGroup.of(Map.of(), model), tally);
  }

  @Test
  void of_oneFactorMoved_isAllOfIt() {
    List<Spent> base = List.of(spent("a", 100, 10_000, 20_000));

    assertThat(CostChange.of(base, List.of(spent("a", 150, 15_000, 30_000))))
        .isEqualTo(new CostChange(20_000, 30_000, 10_000, 0, 0, 0));
    assertThat(CostChange.of(base, List.of(spent("a", 100, 15_000, 30_000))))
        .isEqualTo(new CostChange(20_000, 30_000, 0, 0, 10_000, 0));
    assertThat(CostChange.of(base, List.of(spent("a", 100, 10_000, 30_000))))
        .isEqualTo(new CostChange(20_000, 30_000, 0, 0, 0, 10_000));
  }

  @Test
  void of_twoFactorsMoved_shareWhatTheyDoTogether() {
    // 100 x 2 -> 150 x 3: volume 50 x 2.5, price 1 x 125.
    CostChange change =
        CostChange.of(List.of(spent("a", 100, 100, 200)), List.of(spent("a", 150, 150, 450)));

    assertThat(change).isEqualTo(new CostChange(200, 450, 125, 0, 0, 125));
  }

  @Test
  void of_requestsMoveToADearModel_isMix() {
    CostChange moved =
        CostChange.of(
            List.of(spent("cheap", 100, 100, 100)),
            List.of(spent("cheap", 50, 50, 50), spent("dear", 50, 50, 500)));

    assertThat(moved).isEqualTo(new CostChange(100, 550, 0, 450, 0, 0));
  }

  @Test
  void of_anything_sumsExactlyToTheDifference() {
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      List<Spent> before = random(random);
      List<Spent> after = random(random);
      CostChange change = CostChange.of(before, after);
      assertThat(change.volume() + change.mix() + change.length() + change.price())
          .isEqualTo(change.after() - change.before());
      CostChange back = CostChange.of(after, before);
      assertThat(back.volume()).isCloseTo(-change.volume(), within(3L));
      assertThat(back.mix()).isCloseTo(-change.mix(), within(3L));
    }
  }

  private static List<Spent> random(Random random) {
    List<Spent> all = new ArrayList<>();
    for (String model : List.of("a", "b", "c")) {
      if (random.nextInt(4) > 0) {
        int requests = 1 + random.nextInt(50);
        all.add(
            spent(model, requests, 100L * requests * random.nextInt(3), random.nextInt(1_000_000)));
      }
    }
    return all;
  }
}
