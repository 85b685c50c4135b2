package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FadingTest {

  private static final long DAY = 86_400_000L;
  private static final long START = 1_700_000_000_000L;
  private static final double[] X = {1};

  private record Row(long at, double value) {}

  private static Hierarchy taught(List<Row> rows) {
    Hierarchy hierarchy =
        new Hierarchy(Blocks.none(), new Hierarchy.Settings(.5, .2, 5, 300, 30, 40, true));
    for (Row row : rows) {
      hierarchy.at(row.at());
      hierarchy.replace("arm", X, Amendment.first(row.value(), 1));
    }
    return hierarchy;
  }

  @Test
  void weight_aHalfLifeLater_isTwice() {
    Fading fading = new Fading();
    assertThat(fading.weight()).isEqualTo(1);

    fading.at(START);
    assertThat(fading.weight()).isEqualTo(1);
    fading.at(START + 30 * DAY);
    assertThat(fading.weight()).isCloseTo(2, within(1e-12));
    assertThat(fading.rebase()).isCloseTo(.5, within(1e-12));
    assertThat(fading.weight()).isCloseTo(1, within(1e-12));
    fading.at(START);
    assertThat(fading.weight()).isCloseTo(.5, within(1e-12));
  }

  /// 1,000 answers all right, then a year of none, then 100 all wrong.
  @Test
  void replace_oldRows_countLittleAfterAYear() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      rows.add(new Row(START + i, 1));
    }
    for (int i = 0; i < 100; i++) {
      rows.add(new Row(START + 365 * DAY + i, 0));
    }

    assertThat(taught(rows).mean("arm", X)).isLessThan(.1);
    List<Row> timeless = rows.stream().map(row -> new Row(0, row.value())).toList();
    assertThat(taught(timeless).mean("arm", X)).isGreaterThan(.85);
  }

  /// A row's weight is by its own time, so late feedback weighs what it would have in time.
  @Test
  void replace_anotherOrder_endsWithTheSameMean() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.add(new Row(START + i * DAY / 4, random.nextDouble() < i / 400.0 ? 1 : 0));
    }
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);

    assertThat(taught(shuffled).mean("arm", X)).isCloseTo(taught(rows).mean("arm", X), within(.02));
    assertThat(taught(rows).mean("arm", X)).isGreaterThan(.6);
  }

  /// Two thousand half-lives: weights must neither overflow nor vanish.
  @Test
  void replace_centuries_staysFinite() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      rows.add(new Row(START + i * 30L * DAY, i < 1_900 ? 1 : 0));
    }

    assertThat(taught(rows).mean("arm", X)).isBetween(0.0, .2);
  }
}
