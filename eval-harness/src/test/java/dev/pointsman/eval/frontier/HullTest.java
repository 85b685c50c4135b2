package dev.pointsman.eval.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HullTest {

  /// b lies under the line from a to c, d costs more than c for less.
  private final Hull hull =
      Hull.of(
          List.of(
              new Point(1, 0.5, "a"),
              new Point(2, 0.55, "b"),
              new Point(3, 0.9, "c"),
              new Point(5, 0.8, "d")));

  @Test
  void of_pointsBelow_areNoCorners() {
    assertThat(hull.corners()).extracting(Point::name).containsExactly("a", "c");
  }

  @Test
  void of_sameCost_keepsTheBetter() {
    Hull twins = Hull.of(List.of(new Point(1, 0.4, "low"), new Point(1, 0.6, "high")));

    assertThat(twins.corners()).extracting(Point::name).containsExactly("high");
  }

  @Test
  void at_costs_isZeroLeftLinearBetweenFlatRight() {
    assertThat(hull.at(0.99)).isZero();
    assertThat(hull.at(1)).isEqualTo(0.5);
    assertThat(hull.at(2)).isCloseTo(0.7, within(1e-12));
    assertThat(hull.at(3)).isEqualTo(0.9);
    assertThat(hull.at(9)).isEqualTo(0.9);
  }

  /// Mean over [1, 5]: .7 on the slope for half of the range, .9 on the flat for the other half.
  @Test
  void mean_slopeAndFlat_isTheirAverage() {
    assertThat(hull.mean(1, 5)).isCloseTo(0.8, within(1e-9));
  }

  /// Over [0, 1] of a single point at 0.5: nothing for half of the range.
  @Test
  void mean_leftOfTheFirst_countsAsZero() {
    Hull single = Hull.of(List.of(new Point(0.5, 0.6, "a")));

    assertThat(single.mean(0, 1)).isCloseTo(0.3, within(1e-9));
    assertThat(single.mean(0.5, 0.5)).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void costOf_quality_isInterpolated() {
    assertThat(hull.costOf(0.3)).hasValue(1);
    assertThat(hull.costOf(0.7).orElseThrow()).isCloseTo(2, within(1e-12));
    assertThat(hull.costOf(0.9)).hasValue(3);
    assertThat(hull.costOf(0.91)).isEmpty();
  }

  /// (1, .2) and (3, .6), range to 4: area .2..6 over two, then .6 over one = 1.4; over 4 it is
  /// .35.
  @Test
  void meanAsCoded_twoCorners_dividesByTheDearestCost() {
    Hull hull = Hull.of(List.of(new Point(1, .2, "a"), new Point(3, .6, "b")));

    assertThat(hull.meanAsCoded(4)).isCloseTo(.35, within(1e-6));
    assertThat(hull.mean(1, 4)).isCloseTo(1.4 / 3, within(1e-6));
  }
}
