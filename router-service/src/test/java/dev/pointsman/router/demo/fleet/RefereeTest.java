package dev.pointsman.router.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.datasets.tasks.Difficulty;
import dev.pointsman.datasets.tasks.Draw;
import dev.pointsman.datasets.tasks.Task;
import dev.pointsman.datasets.tasks.TaskKind;
import dev.pointsman.feedback.judge.Exhibit;
import dev.pointsman.feedback.judge.JudgePrompt;
import dev.pointsman.feedback.judge.Replies;
import dev.pointsman.feedback.judge.Ruling;
import dev.pointsman.router.demo.fleet.Answers.Chat;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The simulated judge, asked as the router asks a judge.
class RefereeTest {

  private static final int TASKS = 2_000;

  private final TaskBook book = new TaskBook();
  private final Referee referee = new Referee(new SkilledAnswers(book, 1), book, 1);

  @Test
  void to_manyAnswers_agreesWithTheTruthAsOftenAsJudgesDo() {
    int agreed = 0;
    for (int seed = 0; seed < TASKS; seed++) {
      Task task = TaskKind.DATES.next(new Draw(seed), Difficulty.HARD);
      book.add(task);
      boolean isRight = seed % 2 == 0;
      String answer = isRight ? task.answer() : task.mistakes().getFirst();
      double grade = grade(task.prompt(), "Let me see.\nAnswer: " + answer);
      agreed += grade >= 0.5 == isRight ? 1 : 0;
    }
    // Four standard errors of a share of 2,000; prompts that repeat widen it a little.
    assertThat(agreed / (double) TASKS).isCloseTo(0.85, within(0.04));
  }

  @Test
  void to_questionNobodyAsked_middleGrade() {
    assertThat(grade("What is love?", "A feeling.")).isEqualTo(0.5);
  }

  @Test
  void to_otherModel_answersAsBefore() {
    assertThat(referee.to(new Chat("mini", "", "Hello", 5)).text()).contains("mini");
  }

  private double grade(String prompt, String answer) {
    JudgePrompt asked =
        JudgePrompt.of(
            Exhibit.of("user: " + prompt, answer, Optional.empty()), "Right?", new SecureRandom());
    String reply =
        referee.to(new Chat(Referee.MODEL.id(), asked.system(), asked.user(), 100)).text();
    assertThat(Replies.read(reply, asked)).isInstanceOf(Ruling.Grade.class);
    return ((Ruling.Grade) Replies.read(reply, asked)).value();
  }
}
