package dev.pointsman.datasets.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {

  private static final Task TASK = task("1250", List.of("1260"));

  @ParameterizedTest
  @ValueSource(
      strings = {"1250", "1,250", "1250.", "1250.0", "**1250**", "Some work: 3.\nAnswer: 1250"})
  void isSolvedBy_waysToWriteTheAnswer_true(String reply) {
    assertThat(TASK.isSolvedBy(reply)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1260", "12500", "Answer: 125", "1250\nAnswer: 1260"})
  void isSolvedBy_otherAnswers_false(String reply) {
    assertThat(TASK.isSolvedBy(reply)).isFalse();
  }

  @Test
  void new_onlyMistakeEqualsTheAnswer_refused() {
    assertThatThrownBy(() -> task("Porto", List.of("porto.")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no wrong answer");
  }

  private static Task task(String answer, List<String> mistakes) {
    return new Task(TaskKind.ARITHMETIC, Difficulty.EASY, "?", answer, mistakes);
  }
}
