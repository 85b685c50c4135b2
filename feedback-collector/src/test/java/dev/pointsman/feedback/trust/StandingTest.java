package dev.pointsman.feedback.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingTest {

  @Test
  void share_manyVotesOfADay_diminishesAndIsBounded() {
    assertThat(new Standing(5, 0, 0).share()).isEqualTo(1);
    assertThat(new Standing(20, 0, 0).share()).isCloseTo(.5, within(1e-12));
    assertThat(new Standing(201, 0, 0).share()).isZero();
    double day = 0;
    for (int vote = 1; vote < 100_000; vote++) {
      day += new Standing(vote, 0, 0).share();
    }
    assertThat(day).isBetween(55.0, Standing.MOST_A_DAY);
  }

  @Test
  void share_auditsAgreeAsAnHonestVoiceDoes_isFull() {
    assertThat(new Standing(1, 38, 50).share()).isGreaterThan(.95);
    assertThat(new Standing(1, 50, 50).share()).isEqualTo(1);
  }

  @Test
  void share_auditsDisagree_fadesToNothing() {
    assertThat(new Standing(1, 0, 4).share()).as("too few to say").isEqualTo(1);
    assertThat(new Standing(1, 0, 5).share()).isZero();
    assertThat(new Standing(1, 25, 50).share()).as("no better than a coin").isLessThan(.15);
  }

  @Test
  void parse_itsText_givesItBack() {
    Standing standing = new Standing(7, 3, 4);

    assertThat(Standing.parse(standing.toString())).isEqualTo(standing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 2", "a b c", "1 2 3 4"})
  void parse_anythingElse_isOfNobody(String text) {
    assertThat(Standing.parse(text)).isEqualTo(Standing.NONE);
  }
}
