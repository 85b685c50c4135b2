package dev.pointsman.router.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.live.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpendReportTest {

  private static Spent spent(String user, long microUsd) {
    SpendGroup group = SpendGroup.of(Map.of("user", user), "m");
    return new Spent(
        "auto",
        0,
        group,
        Tally.NONE
            .with(Part.REQUESTS, 1)
            .with(Part.ANSWERS, 1)
            .with(Part.MICRO_USD, (double) microUsd));
  }

  @Test
  void of_users_topFifthIsRoundedUpAndOfWhatUsersSpent() {
    List<Spent> all = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      all.add(spent("user-" + i, i * 100L));
    }
    all.add(spent("", 1_000_000));

    SpendReport report = SpendReport.of(all, GroupBy.USER);

    // Two of six: 600 + 500 of 2,100.
    assertThat(report.concentration()).isPresent();
    assertThat(report.concentration().orElseThrow().topUsers()).isEqualTo(2);
    assertThat(report.concentration().orElseThrow().share())
        .isCloseTo(1100.0 / 2100, within(1e-12));
    assertThat(report.rows().getFirst().key()).isEmpty();
    assertThat(report.total().whole(Part.MICRO_USD)).isEqualTo(1_002_100);
  }

  /// Prompts that grow, told bucket by bucket in the order of time, whoever sent them.
  @Test
  void of_promptsThatGrow_tellsTheirMeanLengthByTime() {
    List<Spent> all = new ArrayList<>();
    for (int hour : new int[] {3, 1, 2, 3}) {
      Tally tally = Tally.NONE.with(Part.REQUESTS, 10).with(Part.INPUT_TOKENS, 500.0 * hour * hour);
      all.add(
          new Spent(
              "auto",
              hour * Grain.HOUR.millis(),
              SpendGroup.of(Map.of("user", "u" + all.size()), "m"),
              tally));
    }

    assertThat(SpendReport.of(all, GroupBy.USER).lengths())
        .extracting(row -> row.meanInputTokens().orElseThrow())
        .containsExactly(50.0, 200.0, 450.0);
  }

  @Test
  void of_nothing_hasNoRatios() {
    SpendReport report = SpendReport.of(List.of(spent("ann", 5)), GroupBy.MODEL);

    assertThat(report.rows().getFirst().perAnswer()).hasValue(5e-6);
    assertThat(report.rows().getFirst().perGoodAnswer()).isEmpty();
    assertThat(SpendReport.of(List.of(), GroupBy.USER).concentration()).isEmpty();
  }

  @Test
  void difference_ofTwoIntervals_addsTheirErrorsInSquare() {
    Interval difference = Saving.difference(new Interval(10, 7, 13, 50), new Interval(4, 0, 8, 40));

    assertThat(difference).isEqualTo(new Interval(6, 1, 11, 40));
  }
}
