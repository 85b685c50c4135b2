package dev.pointsman.router.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.datasets.tasks.Difficulty;
import dev.pointsman.datasets.tasks.Draw;
import dev.pointsman.datasets.tasks.Task;
import dev.pointsman.datasets.tasks.TaskKind;
import dev.pointsman.router.demo.fleet.Answers.Chat;
import org.junit.jupiter.api.Test;

class SkilledAnswersTest {

  private static final int TASKS = 4_000;

  private final TaskBook book = new TaskBook();
  private final SkilledAnswers answers = new SkilledAnswers(book, 1);

  @Test
  void to_manyTasks_rightAsOftenAsTheSkillSays() {
    for (String model : new String[] {"local-3b", "coder-32b", "frontier"}) {
      int right = 0;
      for (int seed = 0; seed < TASKS; seed++) {
        Task task = TaskKind.CODE.next(new Draw(seed), Difficulty.MEDIUM);
        book.add(task);
        if (task.isSolvedBy(ask(model, task.prompt()).text())) {
          right++;
        }
      }
      double skill = Skills.chance(model, TaskKind.CODE, Difficulty.MEDIUM);
      // Four standard errors of a share of 4,000; prompts that repeat widen it a little.
      assertThat(right / (double) TASKS).as(model).isCloseTo(skill, within(0.035));
    }
  }

  @Test
  void to_samePromptTwice_sameAnswer() {
    Task task = TaskKind.SQL.next(new Draw(3), Difficulty.HARD);
    book.add(task);

    assertThat(ask("mini", task.prompt())).isEqualTo(ask("mini", task.prompt()));
  }

  @Test
  void to_freePrompt_politeAnswerOfThatModel() {
    Answer answer = ask("sql-7b", "Tell me about bees");

    assertThat(answer.text()).contains("sql-7b").contains("simulated");
  }

  @Test
  void chance_everyModelAndKind_harderIsNotEasier() {
    for (FleetModel model : Ladder.MODELS) {
      for (TaskKind kind : TaskKind.values()) {
        double easy = Skills.chance(model.id(), kind, Difficulty.EASY);
        double hard = Skills.chance(model.id(), kind, Difficulty.HARD);
        assertThat(hard).isGreaterThan(0).isLessThan(easy);
        assertThat(easy).isLessThan(1);
      }
    }
  }

  private Answer ask(String model, String prompt) {
    return answers.to(new Chat(model, "", prompt, prompt.length()));
  }
}
