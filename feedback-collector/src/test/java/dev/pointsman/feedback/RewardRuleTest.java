package dev.pointsman.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.calibration.MonotoneMap;
import dev.pointsman.feedback.calibration.MonotoneMap.Knot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RewardRuleTest {

  private final LoggedDecision decision = Samples.decision(1_700_000_000_000L);

  @Test
  void reward_noSignal_isMissing() {
    assertThat(RewardRule.PLAIN.reward(List.of(), "a")).isEmpty();
  }

  @Test
  void reward_sourcesAddedOneByOne_followsTheMostTrusted() {
    List<Feedback> signals = new ArrayList<>();

    assertThat(after(signals, Source.USER, 1)).isEqualTo(new Reward(1, 0.5, RewardRule.VERSION));
    assertThat(after(signals, Source.JUDGE, 0.25))
        .isEqualTo(new Reward(0.25, 0.7, RewardRule.VERSION));
    assertThat(after(signals, Source.REVIEW, 0.75))
        .isEqualTo(new Reward(0.75, 1, RewardRule.VERSION));
    assertThat(after(signals, Source.CHECK, 0)).isEqualTo(new Reward(0, 1, RewardRule.VERSION));
  }

  @Test
  void reward_severalOfOneSource_isTheirMean() {
    List<Feedback> signals = new ArrayList<>();
    after(signals, Source.USER, 1);
    after(signals, Source.USER, 1);

    assertThat(after(signals, Source.USER, 0).value()).isEqualTo(2.0 / 3);
  }

  @Test
  void reward_anySignalsInAnyOrder_weightNeverFallsAndValueStaysInRange() {
    Random random = new Random(11);
    List<Source> sources = List.copyOf(EnumSet.allOf(Source.class));
    for (int round = 0; round < 200; round++) {
      List<Feedback> signals = new ArrayList<>();
      double weight = 0;
      for (int i = 0; i < 8; i++) {
        Source source = sources.get(random.nextInt(sources.size()));
        Reward reward = after(signals, source, random.nextDouble());

        assertThat(reward.weight()).isGreaterThanOrEqualTo(weight);
        assertThat(reward.value()).isBetween(0.0, 1.0);
        weight = reward.weight();
      }
    }
  }

  @Test
  void reward_goldIsReview_standsBeforeAChecksVerdict() {
    SignalRules rules = new SignalRules(Source.REVIEW, Map.of(), Map.of(), Map.of());
    RewardRule rule = new RewardRule(rules, SignalMaps.NONE);
    List<Feedback> signals = new ArrayList<>();
    after(signals, Source.CHECK, 0);
    after(signals, Source.REVIEW, 1);

    assertThat(rule.reward(signals, "a").orElseThrow().value()).isEqualTo(1);
    assertThat(RewardRule.PLAIN.reward(signals, "a").orElseThrow().value()).isEqualTo(0);
  }

  @Test
  void reward_implicitSignals_countLeastAndStandBehindAnyOther() {
    List<Feedback> signals = new ArrayList<>();
    signals.add(
        new Feedback(decision.id(), "implicit", Source.USER, "regenerate", 0, "", Map.of(), 0));

    assertThat(RewardRule.PLAIN.reward(signals, "a"))
        .contains(new Reward(0, 0.25, RewardRule.VERSION));
    assertThat(after(signals, Source.USER, 1)).isEqualTo(new Reward(1, 0.5, RewardRule.VERSION));
  }

  @Test
  void reward_signalWithAMap_isWorthWhatTheMapSaysAndGoldItself() {
    MonotoneMap map = MonotoneMap.of(List.of(new Knot(0, 0.2), new Knot(1, 0.6)));
    SignalMaps maps = new SignalMaps(1, Map.of("user/thumb", map, "check/check", map));
    RewardRule rule = new RewardRule(SignalRules.PLAIN, maps);
    List<Feedback> signals = new ArrayList<>();
    after(signals, Source.USER, 1);

    assertThat(rule.reward(signals, "a").orElseThrow().value()).isEqualTo(0.6);
    after(signals, Source.CHECK, 1);
    assertThat(rule.reward(signals, "a").orElseThrow().value()).isEqualTo(1);
  }

  private Reward after(List<Feedback> signals, Source source, double value) {
    signals.add(Samples.signal(decision, "voice " + signals.size(), source, value));
    return RewardRule.PLAIN.reward(signals, "a").orElseThrow();
  }
}
