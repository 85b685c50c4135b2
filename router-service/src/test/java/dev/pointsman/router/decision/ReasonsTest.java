package dev.pointsman.router.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.fold.LivePolicy;
import dev.pointsman.router.TestRouter;
import dev.pointsman.router.config.FeaturePair;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.decision.Decider.Brain;
import dev.pointsman.router.openai.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a person reads of a decision between `cheap` (0.001 USD) and `dear` (0.01 USD).
class ReasonsTest {

  private static final Prediction CHEAP = new Prediction(0.83, 0.1, 0.001, Double.NaN);
  private static final Prediction DEAR = new Prediction(0.88, 0.1, 0.01, Double.NaN);

  @Test
  void cheaper_isWithinSoMuchOfTheBest() {
    assertThat(reason(CHEAP, DEAR, 10))
        .isEqualTo(
            "cheap is the cheapest arm whose predicted quality 0.83 is within 0.05 of the best"
                + " (dear, 0.88): that much more is worth 0.005 USD and would cost 0.009 USD");
  }

  @Test
  void dearer_isWorthItsPrice() {
    assertThat(reason(CHEAP, DEAR, 1))
        .isEqualTo(
            "dear is worth its price: its predicted quality 0.88 is 0.05 above that of cheap, which"
                + " is worth 0.05 USD and costs 0.009 USD more");
  }

  @Test
  void cheaper_asGoodToTwoDecimals() {
    assertThat(reason(CHEAP, new Prediction(0.832, 0.1, 0.01, Double.NaN), 10))
        .isEqualTo(
            "cheap is the cheapest arm expected to be as good as the best: predicted quality 0.83"
                + " for 0.001 USD");
  }

  @Test
  void cheapestAndBest() {
    assertThat(reason(DEAR, new Prediction(0.5, 0.1, 0.02, Double.NaN), 10))
        .isEqualTo(
            "cheap is expected to be the best and the cheapest: predicted quality 0.88 for 0.01"
                + " USD");
  }

  @Test
  void costDoesNotMatter() {
    assertThat(reason(CHEAP, DEAR, 0))
        .isEqualTo("dear has the highest predicted quality, 0.88, and cost does not matter here");
  }

  @Test
  void explored_saysWhatItIsLearntAgainst() {
    Policy curious =
        question ->
            new Assessment(
                List.of(CHEAP, DEAR),
                ArmDistribution.of(question.eligible(), new double[] {0.046, 0.954}));
    LoggedDecision drawn = decide(curious, 1, "");
    for (long seed = 1; !drawn.explored(); seed++) {
      drawn = decide(curious, 1, "'session':'s" + seed + "'");
    }

    assertThat(drawn.reasons())
        .containsExactly(
            "cheap was drawn with probability 0.046 to learn more about it (predicted quality 0.83"
                + " for 0.001 USD); what is known so far speaks for dear (predicted quality 0.88"
                + " for 0.01 USD)");
  }

  @Test
  void leftOut_isSaidBeforeTheChoice() {
    assertThat(decide(best(CHEAP, DEAR), 1, "'deny':['dear']").reasons())
        .containsExactly(
            "dear is left out: it is denied by the request (deny)",
            "cheap is the only arm eligible");
  }

  @Test
  void list_ofThree() {
    assertThat(Words.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    assertThat(Words.list(List.of("a"))).isEqualTo("a");
  }

  private static String reason(Prediction cheap, Prediction dear, double lambda) {
    List<String> reasons = decide(best(cheap, dear), lambda, "").reasons();
    assertThat(reasons).hasSize(1);
    return reasons.getFirst();
  }

  /// Draws the arm of the best utility surely.
  private static Policy best(Prediction cheap, Prediction dear) {
    return question -> {
      List<Prediction> predicted =
          question.eligible().stream().map(a -> a.id().equals("cheap") ? cheap : dear).toList();
      Assessment even = new Assessment(predicted, ArmDistribution.certain(question.eligible(), 0));
      return new Assessment(
          predicted, ArmDistribution.certain(question.eligible(), even.best(question)));
    };
  }

  private static final Random RANDOM = new Random(7);

  private static LoggedDecision decide(Policy policy, double lambda, String terms) {
    String yaml = TestRouter.yaml("http://127.0.0.1:9/v1", "auth: { mode: none }");
    Decider decider =
        new Decider(
            new Fleet(
                new Catalogue(RouterConfig.parse(yaml, "test", Map.of("UP", "secret"))),
                ArmHealth.ALL_UP),
            FeaturePair.of(new TestRouter.Lengths()),
            name -> new Brain(new LivePolicy(policy, "0-0/test", ""), Pace.fixed(lambda)),
            new Conversations(new byte[32]),
            new DecisionIds(() -> Instant.ofEpochMilli(1_700_000_000_000L), RANDOM));
    String body =
        "{'model':'auto','messages':[{'role':'user','content':'?'}],'pointsman':{" + terms + "}}";
    ChatRequest request =
        ChatRequest.parse(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Map.of());
    return decider.decide(request, Asker.named("app")).logged();
  }
}
