package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaxonomyTest {

  @Test
  void read_tasksAndExamples_keepsTheirOrder() {
    Taxonomy taxonomy =
        Taxonomy.read(List.of("# comment", "", "b: second", "- one\\ntwo", "- three", "a: first"));

    assertThat(taxonomy.labels()).containsExactly("b", "a");
    assertThat(taxonomy.examples())
        .containsExactly(new LabelledText("b", "one\ntwo"), new LabelledText("b", "three"));
  }

  @Test
  void read_badLine_isNamed() {
    assertThatThrownBy(() -> Taxonomy.read(List.of("a: first", "stray")))
        .hasMessageContaining("line 2")
        .hasMessageContaining("stray");
    assertThatThrownBy(() -> Taxonomy.read(List.of("a: first", "a: again")))
        .hasMessageContaining("a stands twice");
  }

  @Test
  void ofLabels_manyLabels_keepsTheMostFrequent() {
    Taxonomy own =
        Taxonomy.ofLabels(
            List.of(
                new LabelledText("rare", "1"),
                new LabelledText("often", "2"),
                new LabelledText("often", "3")),
            1);

    assertThat(own.labels()).containsExactly("often");
  }

  @Test
  void shipped_always_hasManyTasksWithExamplesAndTheWeightsOfEach() {
    Taxonomy shipped = Featurizers.taxonomy();
    String weights = new String(MiniLm.resource(Featurizers.TASK_WEIGHTS), StandardCharsets.UTF_8);

    assertThat(shipped.tasks()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(shipped.tasks()).allMatch(task -> task.examples().size() >= 8);
    assertThat(shipped.examples()).doesNotHaveDuplicates();
    assertThat(LinearMap.read(weights.lines().toList()).names()).isEqualTo(shipped.labels());
  }
}
