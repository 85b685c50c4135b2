package dev.pointsman.feedback.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.feedback.calibration.MonotoneMap.Knot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MonotoneMapTest {

  @Test
  void identity_anyValue_isThatValue() {
    for (double x = 0; x <= 1; x += 0.125) {
      assertThat(MonotoneMap.IDENTITY.at(x)).isEqualTo(x);
    }
  }

  @Test
  void fit_anyPairs_neverFallsAndStaysInRange() {
    Random random = new Random(5);
    for (int round = 0; round < 100; round++) {
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(300); i++) {
        double value = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
        pairs.add(new Pair(value, random.nextInt(2), 0.1 + random.nextDouble()));
      }
      MonotoneMap map = MonotoneMap.fit(pairs);
      double before = 0;
      for (double x = 0; x <= 1; x += 1.0 / 512) {
        assertThat(map.at(x)).isBetween(before, 1.0);
        before = map.at(x);
      }
      assertThat(MonotoneMap.of(map.knots())).isEqualTo(map);
    }
  }

  @Test
  void fit_knownCurve_findsIt() {
    Random random = new Random(7);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double value = random.nextDouble();
      pairs.add(new Pair(value, random.nextDouble() < value * value ? 1 : 0, 1));
    }
    MonotoneMap map = MonotoneMap.fit(pairs);

    for (double x : new double[] {0.1, 0.3, 0.5, 0.7, 0.9}) {
      assertThat(map.at(x)).isCloseTo(x * x, within(0.06));
    }
  }

  @Test
  void fit_thumbsThatTellTheTruthNineTimesInTen_becomeTheirShares() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      boolean isGood = i % 2 == 0;
      boolean isTrue = i % 20 >= 2;
      pairs.add(new Pair(isGood == isTrue ? 1 : 0, isGood ? 1 : 0, 1));
    }
    MonotoneMap map = MonotoneMap.fit(pairs);

    assertThat(map.at(1)).isCloseTo(0.9, within(0.01));
    assertThat(map.at(0)).isCloseTo(0.1, within(0.01));
  }

  @Test
  void fit_signalThatSpeaksAgainstGold_isFlatAtTheMean() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      pairs.add(new Pair(i % 2, 1 - i % 2, 1));
    }
    MonotoneMap map = MonotoneMap.fit(pairs);

    assertThat(map.at(0)).isCloseTo(0.5, within(0.01));
    assertThat(map.at(1)).isCloseTo(map.at(0), within(1e-12));
  }

  @Test
  void of_knotsThatFallOrLeaveTheRange_isRefused() {
    assertThatThrownBy(() -> MonotoneMap.of(List.of(new Knot(0, 0.5), new Knot(1, 0.4))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MonotoneMap.of(List.of(new Knot(0, 0), new Knot(1, 1.5))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
