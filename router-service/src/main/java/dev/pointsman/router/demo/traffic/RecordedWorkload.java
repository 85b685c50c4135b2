package dev.pointsman.router.demo.traffic;

import dev.pointsman.datasets.OutcomeTable;
import dev.pointsman.datasets.tasks.Draw;
import dev.pointsman.router.demo.fleet.RecordedFleet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;

/// The prompts of an outcome table in shuffled order, and again in another order when all are
/// asked. An answer is worth the recorded score of the model that served it.
public final class RecordedWorkload implements Workload {

  private final OutcomeTable table;
  private final RecordedFleet fleet;
  private final Deque<Integer> ahead = new ArrayDeque<>();

  public RecordedWorkload(OutcomeTable table, RecordedFleet fleet) {
    this.table = table;
    this.fleet = fleet;
  }

  @Override
  public Ask next(Draw draw) {
    if (ahead.isEmpty()) {
      ahead.addAll(draw.shuffled(IntStream.range(0, table.size()).boxed().toList()));
    }
    int row = ahead.remove();
    return new Ask(table.prompt(row), (answer, servedBy) -> fleet.score(row, servedBy));
  }
}
