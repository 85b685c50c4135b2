package dev.pointsman.feedback.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingTest {

  private static double reliability(long agreed, long audits) {
    return new Standing(1, agreed, audits).share();
  }

  @Test
  void share_manyVotesOfADay_diminishesAndIsBounded() {
    double full = new Standing(1, 50, 50).share();
    assertThat(full).isEqualTo(1);
    assertThat(new Standing(5, 50, 50).share()).isEqualTo(1);
    assertThat(new Standing(20, 50, 50).share()).isCloseTo(.5, within(1e-12));
    assertThat(new Standing(200, 50, 50).share()).isPositive();
    assertThat(new Standing(201, 50, 50).share()).isZero();
    double day = 0;
    for (int vote = 1; vote < 100_000; vote++) {
      day += new Standing(vote, 50, 50).share();
    }
    assertThat(day).isBetween(55.0, Standing.MOST_A_DAY);
  }

  @Test
  void share_beforeAnyAudit_isLowAndRampsWithThoseThatAgree() {
    assertThat(reliability(0, 0)).isBetween(.1, .3);
    for (int audits = 1; audits < 4; audits++) {
      assertThat(reliability(audits, audits)).isGreaterThan(reliability(audits - 1, audits - 1));
    }
    assertThat(reliability(9, 10)).as("as an honest voice agrees").isGreaterThan(.95);
  }

  @Test
  void share_auditsDisagree_fadesToNothing() {
    assertThat(reliability(0, 1)).isZero();
    assertThat(reliability(25, 50)).as("no better than a coin").isLessThan(.05);
  }

  @Test
  void parse_itsText_givesItBack() {
    Standing standing = new Standing(7, 3, 4);

    assertThat(Standing.parse(standing.toString())).contains(standing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 2", "a b c", "1 2 3 4"})
  void parse_anythingElse_isNoStanding(String text) {
    assertThat(Standing.parse(text)).isEmpty();
  }
}
