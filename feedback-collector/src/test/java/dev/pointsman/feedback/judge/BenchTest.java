package dev.pointsman.feedback.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Seeds;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.judge.Bench.Judge;
import dev.pointsman.feedback.judge.Bench.Seat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchTest {

  private static final Judge OURS = new Judge("j", "acme");

  @Test
  void seat_ownFamily_isTheOthersOrNobodysOrAKnownShare() {
    Judge other = new Judge("k", "zeta");

    assertThat(new Bench(OURS, Optional.empty(), 0).seat("zeta")).contains(new Seat("j", 1));
    assertThat(new Bench(OURS, Optional.empty(), 0).seat("acme")).isEmpty();
    assertThat(new Bench(OURS, Optional.of(other), 0).seat("acme")).contains(new Seat("k", 1));
    assertThat(new Bench(OURS, Optional.empty(), 0.1).seat("acme")).contains(new Seat("j", 0.1));
    Judge sister = new Judge("j2", "acme");
    assertThat(new Bench(OURS, Optional.of(sister), 0).seat("acme")).isEmpty();
  }

  @Test
  void probability_growsWithDoubtAndExploration_andIsNeverAboveOne() {
    GradeSampling sampling = new GradeSampling(0.05);

    assertThat(sampling.probability(decision(0, false, 1))).isEqualTo(0.05);
    assertThat(sampling.probability(decision(0.125, false, 1))).isCloseTo(0.125, within(1e-12));
    assertThat(sampling.probability(decision(9, true, 1))).isCloseTo(0.4, within(1e-12));
    assertThat(sampling.probability(decision(Double.NaN, false, 1))).isCloseTo(0.2, within(1e-12));
    assertThat(new GradeSampling(0.5).probability(decision(9, true, 1))).isEqualTo(1);
  }

  @Test
  void draws_manyDecisions_isAsOftenAsItSays() {
    int drawn = 0;
    for (int i = 0; i < 20_000; i++) {
      drawn += GradeSampling.draws(decision(0, false, Seeds.mix(i)), 0.2) ? 1 : 0;
    }

    assertThat(drawn / 20_000.0).isCloseTo(0.2, within(0.015));
  }

  @Test
  void rubric_ofTagsThenShape_fallsBackToTheDefault() {
    Rubrics rubrics = new Rubrics(Map.of("legal", "Cite the law.", "code", "It compiles."));

    assertThat(rubrics.name(List.of("x", "legal"), true, "q")).isEqualTo("legal");
    assertThat(rubrics.name(List.of("x"), true, "q")).isEqualTo("structured");
    assertThat(rubrics.text(rubrics.name(List.of(), false, "```java"))).isEqualTo("It compiles.");
    assertThat(rubrics.text("gone")).isEqualTo(rubrics.text(Rubrics.DEFAULT)).isNotBlank();
  }

  private static LoggedDecision decision(double deviation, boolean explored, long seed) {
    LoggedDecision plain = Samples.decision(1_700_000_000_000L);
    Prediction predicted = new Prediction(0.7, deviation, 1e-4, Double.NaN);
    return new LoggedDecision(
        plain.id(),
        plain.tsMillis(),
        plain.route(),
        plain.session(),
        plain.policyVersion(),
        plain.featureSchema(),
        plain.context(),
        List.of(new Candidate("a", 1, predicted)),
        0,
        true,
        explored,
        seed,
        30,
        1,
        Map.of(),
        List.of());
  }
}
