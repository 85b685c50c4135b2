package dev.pointsman.datasets.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskKindTest {

  private static final int TASKS = 3_000;
  private static final int PROMPTS = 300;

  @ParameterizedTest
  @EnumSource(TaskKind.class)
  void next_anyDifficulty_itsAnswerSolvesItAndNoMistakeDoes(TaskKind kind) {
    for (int seed = 0; seed < TASKS; seed++) {
      Task task = kind.next(new Draw(seed), difficulty(seed));

      assertThat(task.isSolvedBy(task.answer())).as(task.prompt()).isTrue();
      assertThat(task.isSolvedBy("I checked.\nThe answer is " + task.answer() + ".")).isTrue();
      for (String mistake : task.mistakes()) {
        assertThat(task.isSolvedBy("Answer: " + mistake)).as(task.prompt()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TaskKind.class)
  void next_manySeeds_promptsHardlyRepeat(TaskKind kind) {
    Set<String> prompts = new HashSet<>();

    for (int seed = 0; seed < PROMPTS; seed++) {
      prompts.add(kind.next(new Draw(seed), difficulty(seed)).prompt());
    }

    assertThat(prompts).hasSizeGreaterThan(PROMPTS * 9 / 10);
  }

  @ParameterizedTest
  @EnumSource(TaskKind.class)
  void next_sameSeed_sameTask(TaskKind kind) {
    assertThat(kind.next(new Draw(7), Difficulty.HARD))
        .isEqualTo(kind.next(new Draw(7), Difficulty.HARD));
  }

  private static Difficulty difficulty(int seed) {
    return List.of(Difficulty.values()).get(seed % 3);
  }
}
