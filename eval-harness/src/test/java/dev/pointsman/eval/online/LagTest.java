package dev.pointsman.eval.online;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LagTest {

  /// Counts its snapshots; a snapshot knows its number.
  private static final class Counting implements Learner {
    private int snapshots;

    private record Numbered(int number) implements Policy {
      @Override
      public Assessment assess(Question question) {
        throw new UnsupportedOperationException();
      }
    }

    @Override
    public void learn(Lesson lesson) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Policy snapshot() {
      return new Numbered(snapshots++);
    }

    @Override
    public Assessment assess(Question question) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String build() {
      return "counting";
    }
  }

  @Test
  void deliver_noDelay_tellsAtOnce() {
    Mailbag mailbag = new Mailbag(Lag.NONE);
    List<Integer> told = new ArrayList<>();

    mailbag.send(3, new Dice(1, 3), () -> told.add(3));

    assertThat(told).containsExactly(3);
  }

  @Test
  void deliver_delay_tellsEachOnceWithinTheBoundAndOutOfOrder() {
    int delay = 20;
    Mailbag mailbag = new Mailbag(new Lag(delay, 1, 1));
    List<Integer> told = new ArrayList<>();
    List<Integer> waits = new ArrayList<>();
    for (int round = 0; round < 200; round++) {
      int now = round;
      mailbag.deliver(round);
      told.forEach(sent -> assertThat(sent).isLessThan(now));
      mailbag.send(round, new Dice(1, round), () -> told.add(now));
      waits.add(round + 1 - told.size());
    }
    mailbag.deliverAll();

    assertThat(told).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200).boxed().toList());
    assertThat(told).isNotEqualTo(told.stream().sorted().toList());
    assertThat(waits).allMatch(outstanding -> outstanding <= delay + 1);
  }

  @Test
  void at_oneThatRenewsAlways_isTheLearner() {
    Counting learner = new Counting();

    assertThat(new Replicas(learner, new Lag(0, 1, 1)).at(5)).isSameAs(learner);
  }

  @Test
  void at_twoReplicas_renewInTurnEveryTenRounds() {
    Counting learner = new Counting();
    Replicas replicas = new Replicas(learner, new Lag(0, 2, 10));

    List<Policy> used = IntStream.range(0, 40).mapToObj(replicas::at).toList();

    // Two to begin with, then each of the two every ten rounds of forty.
    assertThat(learner.snapshots).isBetween(8, 11);
    assertThat(used.get(10)).isNotEqualTo(used.get(0));
    assertThat(used.get(2)).isEqualTo(used.get(0));
    assertThat(used.get(1)).isNotEqualTo(used.get(0));
  }
}
