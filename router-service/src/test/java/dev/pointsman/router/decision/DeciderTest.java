package dev.pointsman.router.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Seeds;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import dev.pointsman.feedback.fold.LivePolicy;
import dev.pointsman.router.TestRouter;
import dev.pointsman.router.config.FeaturePair;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.openai.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeciderTest {

  private static final RouterConfig CONFIG =
      RouterConfig.parse(
          TestRouter.yaml("http://127.0.0.1:9/v1", "auth: { mode: none }"),
          "test",
          Map.of("UP", "secret"));

  private static final Policy LEARNT =
      Learners.create("lints", new TestRouter.Lengths().schema()).snapshot();

  @Test
  void decide_record_replaysTheDraw() {
    Decider decider = decider(LEARNT);
    for (int i = 0; i < 100; i++) {
      LoggedDecision logged = decider.decide(request(""), Asker.named("app")).logged();

      List<Arm> arms =
          logged.eligible().stream()
              .map(c -> new Arm(c.arm(), Price.perMtok(1, 1), OptionalDouble.empty()))
              .toList();
      double[] probabilities =
          logged.eligible().stream().mapToDouble(Candidate::probability).toArray();
      assertThat(logged.seed()).isEqualTo(Seeds.of(UUID.fromString(logged.id())));
      assertThat(ArmDistribution.of(arms, probabilities).draw(logged.seed()).index())
          .isEqualTo(logged.chosen());
      assertThat(logged.contract()).containsEntry("key", "app");
    }
  }

  @Test
  void decide_id_isAUuid7OfTheClock() {
    UUID id = UUID.fromString(decider(LEARNT).decide(request(""), Asker.named("")).id());

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void decide_value_scalesWhatQualityIsWorth() {
    LoggedDecision logged =
        decider(LEARNT).decide(request("\"value\":2.5"), Asker.named("")).logged();

    assertThat(logged.value()).isEqualTo(2.5);
    assertThat(logged.lambda()).isEqualTo(4);
  }

  @Test
  void decide_policyThatThrows_drawsEvenlyAndCounts() {
    Decider decider =
        decider(
            question -> {
              throw new IllegalStateException("broken");
            });

    LoggedDecision logged = decider.decide(request(""), Asker.named("")).logged();

    assertThat(logged.eligible())
        .allSatisfy(c -> assertThat(c.probability()).isCloseTo(0.5, within(1e-12)));
    assertThat(logged.eligible().getLast().predicted().quality()).isEqualTo(0.9);
    assertThat(decider.failures()).isEqualTo(1);
  }

  @Test
  void decide_standIns_areTheOtherEligibleArms() {
    Decision decision = decider(LEARNT).decide(request(""), Asker.named(""));

    assertThat(decision.standIns()).hasSize(1).doesNotContain(decision.chosen());
  }

  private static Decider decider(Policy policy) {
    return new Decider(
        new Fleet(new Catalogue(CONFIG), ArmHealth.ALL_UP),
        FeaturePair.of(new TestRouter.Lengths()),
        route -> new Decider.Brain(new LivePolicy(policy, "0-0/test", ""), Pace.fixed(4)),
        new Conversations(new byte[32]),
        new DecisionIds(
            InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_000L)), new Random(7)));
  }

  private static ChatRequest request(String terms) {
    String body = "{\"model\":\"auto\"," + TestRouter.MESSAGES + ",\"pointsman\":{" + terms + "}}";
    return ChatRequest.parse(body.getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
