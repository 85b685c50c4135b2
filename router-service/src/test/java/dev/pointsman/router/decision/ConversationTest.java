package dev.pointsman.router.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import dev.pointsman.router.openai.RequestFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Turns of conversations through the whole decider, under a policy that draws evenly.
class ConversationTest {

  private static final Asker APP = Asker.named("app");
  private static final String FIRST = "{'role':'user','content':'Plan my trip to Rome'}";
  private static final String ANSWER = ",{'role':'assistant','content':'Gladly.'}";
  private static final String SECOND = ",{'role':'user','content':'And back?'}";
  private static final String TOOL_CALL =
      ",{'role':'assistant','content':null,'tool_calls':[{'id':'t','type':'function',"
          + "'function':{'name':'f','arguments':'{}'}}]}";
  private static final String TOOL_RESULT = ",{'role':'tool','tool_call_id':'t','content':'7'}";

  private Instant now = Instant.ofEpochMilli(1_700_000_000_000L);
  private double dearQuality = 0.62;
  private final Policy even =
      question -> {
        List<Prediction> predicted =
            question.eligible().stream()
                .map(arm -> arm.id().equals("dear") ? dearQuality : 0.6)
                .map(quality -> new Prediction(quality, 0.1, 0.001, Double.NaN))
                .toList();
        double[] p = new double[predicted.size()];
        java.util.Arrays.fill(p, 1.0 / p.length);
        return new Assessment(predicted, ArmDistribution.of(question.eligible(), p));
      };

  @Test
  void decide_laterTurn_keepsTheArmAndIsNotAChoice() {
    Decider decider = decider("");
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      String opening = FIRST.replace("Rome", "town " + i);
      LoggedDecision first = decide(decider, opening, "");
      LoggedDecision second = decide(decider, opening + ANSWER + SECOND, "");

      assertThat(second.arm()).isEqualTo(first.arm());
      assertThat(second.session()).isEqualTo(first.session()).isNotBlank();
      assertThat(second.propensity()).isEqualTo(1);
      assertThat(second.routable()).isFalse();
      assertThat(second.explored()).isFalse();
      assertThat(first.routable()).isTrue();
      assertThat(second.reasons().getLast()).contains("answered this conversation before");
      drawn.add(first.arm());
    }
    assertThat(drawn).containsExactlyInAnyOrder("cheap", "dear");
  }

  @Test
  void decide_sameQuestionAgain_isAnotherConversation() {
    Decider decider = decider("");
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      LoggedDecision decision = decide(decider, FIRST, "");
      assertThat(decision.routable()).isTrue();
      drawn.add(decision.arm());
    }
    assertThat(drawn).hasSize(2);
  }

  @Test
  void decide_sessionNamedByTheClient_isTheConversation() {
    Decider decider = decider("");
    LoggedDecision first = decide(decider, FIRST, "'session':'s1'");
    LoggedDecision other = decide(decider, FIRST.replace("Rome", "Oslo"), "'session':'s1'");

    assertThat(other.arm()).isEqualTo(first.arm());
    assertThat(other.routable()).isFalse();
    assertThat(first.session()).isEqualTo("s1");
  }

  @Test
  void decide_sessionOfAnotherKey_isAnotherConversation() {
    Decider decider = decider("");
    decide(decider, FIRST, "'session':'s1'");

    LoggedDecision stranger =
        decider.decide(request(FIRST, "'session':'s1'"), Asker.named("other")).logged();

    assertThat(stranger.routable()).isTrue();
  }

  @Test
  void decide_muchBetterArm_takesOverByANewDraw() {
    Decider decider = decider("");
    LoggedDecision first = untilDrawn(decider, "cheap");
    dearQuality = 0.9;

    LoggedDecision second = decider.decide(sameSession(first), APP).logged();

    assertThat(second.routable()).isTrue();
    assertThat(second.propensity()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void decide_incumbentNoLongerEligible_isDrawnAnew() {
    Decider decider = decider("");
    LoggedDecision first = untilDrawn(decider, "cheap");

    LoggedDecision second =
        decide(decider, FIRST, "'session':'" + first.session() + "','deny':['cheap']");

    assertThat(second.arm()).isEqualTo("dear");
    assertThat(second.routable()).isTrue();
  }

  @Test
  void decide_openToolLoop_staysWhateverIsBetter() {
    Decider decider = decider("");
    LoggedDecision first = untilDrawn(decider, "cheap");
    dearQuality = 0.99;

    LoggedDecision second =
        decide(decider, FIRST + TOOL_CALL + TOOL_RESULT, "'session':'" + first.session() + "'");

    assertThat(second.arm()).isEqualTo("cheap");
    assertThat(second.reasons().getLast()).contains("waits for what its tools returned");
  }

  @Test
  void decide_openToolLoopWhoseArmIsExcluded_isA409NamingIt() {
    Decider decider = decider("");
    LoggedDecision first = untilDrawn(decider, "cheap");

    assertThatThrownBy(
            () ->
                decide(
                    decider,
                    FIRST + TOOL_CALL + TOOL_RESULT,
                    "'session':'" + first.session() + "','deny':['cheap']"))
        .isInstanceOfSatisfying(
            RequestFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(409);
              assertThat(failure.message()).contains("`cheap`");
            });
  }

  @Test
  void decide_observe_servesTheBaselineAndRecordsTheWish() {
    Decider decider = decider("mode: observe, baseline: dear");
    Map<String, Integer> wishes = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      LoggedDecision decision = decide(decider, FIRST, "");
      assertThat(decision.arm()).isEqualTo("dear");
      assertThat(decision.routable()).isFalse();
      assertThat(decision.propensity()).isEqualTo(1);
      wishes.merge(decision.contract().get("would_choose"), 1, Integer::sum);
    }
    assertThat(wishes).containsOnlyKeys("cheap", "dear");
  }

  /// 4,000 draws of a share of 0.2: standard deviation 0.0063.
  @Test
  void decide_holdout_isTheShareAndThePropensityIsTrue() {
    Decider decider = decider("holdout: 0.2, baseline: dear");
    int n = 4_000;
    int heldOut = 0;
    int dear = 0;
    for (int i = 0; i < n; i++) {
      LoggedDecision decision = decide(decider, FIRST, "");
      boolean isDear = decision.arm().equals("dear");
      assertThat(decision.propensity()).isCloseTo(isDear ? 0.6 : 0.4, within(1e-12));
      dear += isDear ? 1 : 0;
      heldOut += decision.contract().containsKey("holdout") ? 1 : 0;
    }
    assertThat((double) dear / n).isCloseTo(0.6, within(0.035));
    assertThat((double) heldOut / n).isCloseTo(0.2, within(0.028));
  }

  @Test
  void decide_holdoutConversation_staysHeldOut() {
    Decider decider = decider("holdout: 0.5, baseline: dear");
    LoggedDecision first = decide(decider, FIRST, "'session':'h0'");
    for (int i = 1; !first.contract().containsKey("holdout"); i++) {
      first = decide(decider, FIRST, "'session':'h" + i + "'");
    }
    dearQuality = 0.1;

    LoggedDecision second = decider.decide(sameSession(first), APP).logged();

    assertThat(second.arm()).isEqualTo("dear");
    assertThat(second.contract()).containsEntry("holdout", "true");
  }

  private LoggedDecision untilDrawn(Decider decider, String arm) {
    for (int i = 0; ; i++) {
      LoggedDecision decision = decide(decider, FIRST, "'session':'c" + i + "'");
      if (decision.arm().equals(arm)) {
        return decision;
      }
    }
  }

  private static ChatRequest sameSession(LoggedDecision first) {
    return request(FIRST + ANSWER + SECOND, "'session':'" + first.session() + "'");
  }

  private LoggedDecision decide(Decider decider, String messages, String terms) {
    return decider.decide(request(messages, terms), APP).logged();
  }

  private Decider decider(String route) {
    String yaml =
        TestRouter.yaml("http://127.0.0.1:9/v1", "auth: { mode: none }")
            .replace(
                "learner: lints }",
                "learner: lints" + (route.isEmpty() ? "" : ", ") + route + " }");
    return new Decider(
        new Fleet(
            new Catalogue(RouterConfig.parse(yaml, "test", Map.of("UP", "secret"))),
            ArmHealth.ALL_UP),
        FeaturePair.of(new TestRouter.Lengths()),
        name -> new Brain(new LivePolicy(even, "0-0/test", ""), Pace.fixed(4)),
        new Conversations(new byte[32]),
        new DecisionIds(() -> now, new Random(7)));
  }

  private static ChatRequest request(String messages, String terms) {
    String body = "{'model':'auto','messages':[" + messages + "],'pointsman':{" + terms + "}}";
    return ChatRequest.parse(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
