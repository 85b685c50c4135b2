package dev.pointsman.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.SignalPair.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MapFitTest {

  private static final Side GOOD = new Side("", "", 1);
  private static final Side BAD = new Side("", "", 0);
  private final Random random = new Random(3);

  @Test
  void fit_fewerThan200Pairs_leavesTheSignalAsItIs() {
    List<SignalPair> pairs = pairs("user/thumb", "user/thumb", 199, 0.6);

    assertThat(MapFit.fit(pairs, 1).maps()).isEmpty();
    pairs.add(new SignalPair("one more", new Side("user/thumb", "user/thumb", 1), GOOD, 1));
    assertThat(MapFit.fit(pairs, 1).maps()).containsOnlyKeys("user/thumb");
  }

  @Test
  void fit_samePairTwice_countsOnceAndTheLastHolds() {
    List<SignalPair> pairs = pairs("user/thumb", "user/thumb", 150, 0.9);
    pairs.addAll(List.copyOf(pairs));

    assertThat(MapFit.fit(pairs, 1).maps()).isEmpty();
  }

  @Test
  void fit_judgePartialToOneMaker_mapsThatMakerApart() {
    List<SignalPair> pairs = pairs("judge:j/grade/own", "judge:j/grade", 2_000, 0.5);
    pairs.addAll(pairs("judge:j/grade/other", "judge:j/grade", 2_000, 0.9));
    SignalMaps maps = MapFit.fit(pairs, 4);

    assertThat(maps.version()).isEqualTo(4);
    assertThat(maps.calibrated(grade(1), "own")).isCloseTo(0.5, within(0.05));
    assertThat(maps.calibrated(grade(1), "other")).isCloseTo(0.9, within(0.05));
    assertThat(maps.calibrated(grade(1), "a third")).isCloseTo(0.7, within(0.05));
  }

  @Test
  void fit_thumbsBesideAJudgeAlone_goThroughTheJudgesMap() {
    List<SignalPair> pairs = pairs("judge:j/grade/m", "judge:j/grade", 2_000, 0.8);
    for (int i = 0; i < 2_000; i++) {
      double grade = random.nextInt(2);
      pairs.add(
          new SignalPair(
              "t" + i,
              new Side("user/thumb", "user/thumb", grade),
              new Side("judge:j/grade/m", "judge:j/grade", grade),
              1));
    }
    SignalMaps maps = MapFit.fit(pairs, 1);

    Feedback thumb = new Feedback("d", "p", Source.USER, "thumb", 1, "", Map.of(), 0);
    assertThat(maps.calibrated(thumb, "m")).isCloseTo(0.8, within(0.03));
  }

  @Test
  void codec_pairsAndMaps_comeBackAsTheyWere() {
    List<SignalPair> pairs = pairs("judge:a & b/grade/m", "judge:a & b/grade", 300, 0.8);
    SignalMaps maps = MapFit.fit(pairs, 7);

    assertThat(CalibrationFields.maps(CalibrationFields.of(maps))).isEqualTo(maps);
    assertThat(CalibrationFields.pair(CalibrationFields.of(pairs.getFirst())))
        .isEqualTo(pairs.getFirst());
  }

  /// A signal of 0 or 1 that is right so often, whichever it says.
  private List<SignalPair> pairs(String key, String pooled, int n, double right) {
    List<SignalPair> pairs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double value = random.nextInt(2);
      boolean isRight = random.nextDouble() < right;
      Side gold = (value == 1) == isRight ? GOOD : BAD;
      pairs.add(new SignalPair(key + i, new Side(key, pooled, value), gold, 1));
    }
    return pairs;
  }

  private static Feedback grade(double value) {
    return new Feedback("d", "judge:j", Source.JUDGE, "grade", value, "", Map.of(), 0);
  }
}
