package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {

  private static final List<Lesson.Usage> USAGES = Stream.usages(900, 1);
  private static final List<Lesson.Graded> GRADES = Stream.grades(USAGES, 2);

  @ParameterizedTest
  @ValueSource(strings = {"adaptive", "lints", "igw", "igw-elim", "linucb", "greedy", "mean"})
  void restore_halfway_goesOnWithTheSameBits(String name) {
    Learner whole = Stream.taught(name, List.of());
    teach(whole, 0, 600);
    Learner resumed = Learners.restore(save(whole), name, Stream.SCHEMA);
    assertThat(assessments(resumed)).isEqualTo(assessments(whole));

    teach(whole, 600, 900);
    teach(resumed, 600, 900);

    assertThat(assessments(resumed)).isEqualTo(assessments(whole));
    assertThat(save(resumed)).isEqualTo(save(whole));
  }

  @Test
  void restore_learnerTaughtNothing_isLikeNew() {
    byte[] bytes = save(Learners.create("adaptive", Stream.SCHEMA));

    assertThat(assessments(Learners.restore(bytes, "adaptive", Stream.SCHEMA)))
        .isEqualTo(assessments(Learners.create("adaptive", Stream.SCHEMA)));
  }

  @Test
  void restore_anyByteChanged_isRefused() {
    byte[] good = save(Stream.taught("adaptive", 60));
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      bad[i < 100 ? i : random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));

      assertThatThrownBy(() -> Learners.restore(bad, "adaptive", Stream.SCHEMA))
          .isInstanceOf(SnapshotException.class);
    }
  }

  @Test
  void restore_cutAnywhere_isRefused() {
    byte[] good = save(Stream.taught("adaptive", 60));
    for (int length = 0; length < good.length; length += 1 + length / 3) {
      byte[] cut = Arrays.copyOf(good, length);

      assertThatThrownBy(() -> Learners.restore(cut, "adaptive", Stream.SCHEMA))
          .isInstanceOf(SnapshotException.class);
    }
  }

  @Test
  void restore_wholeButNotANumberInside_isRefused() {
    Snapshot snapshot = Snapshot.of(save(Stream.taught("adaptive", 60)));
    byte[] state = snapshot.state().clone();
    // Behind a flag, four counts and the length of the first array.
    Arrays.fill(state, 21, 29, (byte) 0xff);
    byte[] bytes = new Snapshot(snapshot.build(), snapshot.schema(), state).toBytes();

    assertThatThrownBy(() -> Learners.restore(bytes, "adaptive", Stream.SCHEMA))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("not a number");
  }

  @Test
  void restore_ofAnotherLearner_isRefusedWithBothNames() {
    byte[] bytes = save(Stream.taught("lints", 60));

    assertThatThrownBy(() -> Learners.restore(bytes, "igw", Stream.SCHEMA))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("lints/")
        .hasMessageContaining("igw/");
  }

  @Test
  void restore_ofOtherFeatures_isRefusedWithBothHashes() {
    byte[] bytes = save(Stream.taught("adaptive", 60));
    FeatureSchema other = new FeatureSchema("newer", Stream.SCHEMA.blocks());

    assertThatThrownBy(() -> Learners.restore(bytes, "adaptive", other))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("stream")
        .hasMessageContaining("newer");
  }

  @Test
  void save_learnerForEvaluationOnly_isRefused() {
    assertThatThrownBy(() -> save(Learners.create("cluster-table", Stream.SCHEMA)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cluster-table");
  }

  private static byte[] save(Learner learner) {
    return Learners.save(learner, Stream.SCHEMA);
  }

  private static void teach(Learner learner, int from, int to) {
    for (int i = from; i < to; i++) {
      learner.learn(USAGES.get(i));
      learner.learn(GRADES.get(i));
    }
  }

  /// All that it says at thirty contexts, to the last bit.
  private static List<Object> assessments(Learner learner) {
    Random random = new Random(7);
    List<Object> said = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Assessment assessment = learner.assess(Stream.question(random));
      said.addAll(assessment.predictions());
      for (int arm = 0; arm < Stream.ARMS.size(); arm++) {
        said.add(assessment.distribution().probability(arm));
      }
    }
    return said;
  }
}
