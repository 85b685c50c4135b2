package dev.pointsman.datasets.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.datasets.TableRow;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TaskTableTest {

  @Test
  void rows_sameSeed_fewerAreTheFirstOfMore() {
    List<TableRow> more = TaskTable.rows(300, 7);

    assertThat(TaskTable.rows(200, 7)).isEqualTo(more.subList(0, 200));
    assertThat(TaskTable.rows(200, 8)).isNotEqualTo(more.subList(0, 200));
  }

  @Test
  void rows_anySeed_differInIdAndPromptAndCoverAllKinds() {
    List<TableRow> rows = TaskTable.rows(2_000, 7);

    assertThat(rows).extracting(row -> row.row().prompt()).doesNotHaveDuplicates();
    assertThat(rows).extracting(row -> row.row().labels().id()).doesNotHaveDuplicates();
    var ofKind =
        rows.stream()
            .collect(Collectors.groupingBy(r -> r.row().labels().task(), Collectors.counting()));
    assertThat(ofKind).hasSize(TaskKind.values().length);
    assertThat(ofKind.values()).allMatch(count -> count > 100);
  }

  @Test
  void rows_numbers_areGradedAsNumbersAndWordsExactly() {
    for (TableRow row : TaskTable.rows(500, 3)) {
      boolean isNumber =
          String.valueOf(row.more().get("reference")).matches("\"-?[0-9,]+(\\.[0-9]+)?\"");
      assertThat(row.more())
          .extractingByKey("grading")
          .hasToString(isNumber ? "\"numeric\"" : "\"exact\"");
      assertThat(row.row().outcomes()).isEmpty();
    }
  }

  @Test
  void rows_noneOrTooMany_areRefused() {
    assertThatThrownBy(() -> TaskTable.rows(0, 1)).hasMessageContaining("was 0");
    assertThatThrownBy(() -> TaskTable.rows(TaskTable.MOST_ROWS + 1, 1))
        .hasMessageContaining("100001");
  }
}
