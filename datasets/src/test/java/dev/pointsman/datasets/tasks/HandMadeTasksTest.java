package dev.pointsman.datasets.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The right answer is computed once more, from nothing but the words of the prompt.
class HandMadeTasksTest {

  @Test
  void arithmetic_medium_productPlusRest() {
    Pattern numbers = Pattern.compile("Calculate (\\d+) \\* (\\d+) \\+ (\\d+)\\.");

    int checked = 0;
    for (int seed = 0; seed < 100; seed++) {
      Task task = TaskKind.ARITHMETIC.next(new Draw(seed), Difficulty.MEDIUM);
      Matcher match = numbers.matcher(task.prompt());
      if (match.matches()) {
        long expected = number(match, 1) * number(match, 2) + number(match, 3);
        assertThat(task.answer()).isEqualTo(Long.toString(expected));
        checked++;
      }
    }
    assertThat(checked).isPositive();
  }

  @Test
  void algebra_easy_solutionFitsTheEquation() {
    Pattern equation = Pattern.compile("Solve for x: (\\d+)x \\+ (\\d+) = (-?\\d+)");

    int checked = 0;
    for (int seed = 0; seed < 100; seed++) {
      Task task = TaskKind.ALGEBRA.next(new Draw(seed), Difficulty.EASY);
      Matcher match = equation.matcher(task.prompt());
      if (match.matches()) {
        long left = number(match, 1) * Long.parseLong(task.answer()) + number(match, 2);
        assertThat(left).isEqualTo(number(match, 3));
        checked++;
      }
    }
    assertThat(checked).isPositive();
  }

  @Test
  void dates_nthWeekday_isThatWeekdayInThatWeekOfTheMonth() {
    Pattern club = Pattern.compile("A club meets on the (second|third|fourth) (\\w+) of .*");

    int checked = 0;
    for (int seed = 0; seed < 200; seed++) {
      Task task = TaskKind.DATES.next(new Draw(seed), Difficulty.HARD);
      Matcher match = club.matcher(task.prompt());
      if (match.matches()) {
        LocalDate day = LocalDate.parse(task.answer());
        int week = (day.getDayOfMonth() - 1) / 7;
        String nth = new String[] {"first", "second", "third", "fourth", "fifth"}[week];
        assertThat(nth).isEqualTo(match.group(1));
        assertThat(day.getDayOfWeek().name()).isEqualToIgnoringCase(match.group(2));
        checked++;
      }
    }
    assertThat(checked).isPositive();
  }

  @Test
  void code_hard_queueProgramTracedByHand() {
    // q = [4, 3, 5], two rounds: 4 is even, so 4/2+0=2 goes last: [3, 5, 2]; 3 is odd, so 3+5=8
    // goes behind the 5: [5, 8, 2]; the program prints 15 - 5.
    assertThat(Code.run(new java.util.ArrayList<>(java.util.List.of(4, 3, 5)), 2)).isEqualTo(10);
  }

  private static long number(Matcher match, int group) {
    return Long.parseLong(match.group(group));
  }
}
