package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.SharedTableContract;
import java.util.List;

class InMemoryTableTest extends SharedTableContract {

  private final SharedTable table = new InMemoryTable();

  @Override
  protected List<SharedTable> open() {
    return List.of(table, table);
  }
}
