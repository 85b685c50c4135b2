package dev.pointsman.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.trust.Audit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VoicesTest {

  private static final LoggedDecision DECISION = Samples.decision(1_800_000_000_000L);

  private static List<Audit> audits(Feedback... signals) {
    return Voices.audits(
        DecisionFile.of(DECISION, Optional.empty(), List.of(signals), RewardRule.PLAIN),
        RewardRule.PLAIN);
  }

  @Test
  void audits_votesBesideACheck_agreeWhereBothAreGoodOrBad() {
    Feedback fair = Samples.signal(DECISION, "app", Source.CHECK, 0.7);
    Feedback up = Samples.thumb(DECISION, "user:ann", 1);
    Feedback down = Samples.thumb(DECISION, "user:bob", 0);

    assertThat(audits(fair, up, down))
        .containsExactlyInAnyOrder(
            new Audit("user:ann", "thumb", true), new Audit("user:bob", "thumb", false));
    assertThat(audits(up, down)).as("votes do not audit each other").isEmpty();
  }

  @Test
  void isCounted_onlyNamedUsersAndWhatTheyGaveToRate() {
    assertThat(Voices.isCounted(Samples.thumb(DECISION, "user:ann", 1))).isTrue();
    assertThat(Voices.isCounted(Samples.thumb(DECISION, "user", 1))).isFalse();
    assertThat(Voices.isCounted(Samples.signal(DECISION, "user:ann", Source.CHECK, 1))).isFalse();
    for (String metric : SignalRules.IMPLICIT) {
      Feedback implicit =
          new Feedback(DECISION.id(), "user:ann", Source.USER, metric, 1, "", Map.of(), 1);
      assertThat(Voices.isCounted(implicit)).as(metric).isFalse();
    }
  }
}
