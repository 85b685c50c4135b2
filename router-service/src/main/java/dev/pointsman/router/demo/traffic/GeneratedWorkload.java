package dev.pointsman.router.demo.traffic;

import dev.pointsman.datasets.tasks.Difficulty;
import dev.pointsman.datasets.tasks.Draw;
import dev.pointsman.datasets.tasks.Task;
import dev.pointsman.datasets.tasks.TaskKind;
import dev.pointsman.router.demo.fleet.TaskBook;
import java.util.List;

/// Fresh tasks, every kind and every difficulty equally often; each is written into the fleet's
/// book so that its models recognise it.
public final class GeneratedWorkload implements Workload {

  /// A task to try by hand.
  public static final Task EXAMPLE =
      new Task(
          TaskKind.ARITHMETIC,
          Difficulty.EASY,
          "What is 17 * 23?",
          "391",
          List.of("381", "401", "371"));

  private static final List<TaskKind> KINDS = List.of(TaskKind.values());
  private static final List<Difficulty> DIFFICULTIES = List.of(Difficulty.values());

  private final TaskBook book;

  public GeneratedWorkload(TaskBook book) {
    this.book = book;
  }

  @Override
  public Ask next(Draw draw) {
    Task task = draw.of(KINDS).next(draw, draw.of(DIFFICULTIES));
    book.add(task);
    return new Ask(task.prompt(), (answer, servedBy) -> task.isSolvedBy(answer) ? 1 : 0);
  }
}
