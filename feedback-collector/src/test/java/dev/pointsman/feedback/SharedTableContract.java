package dev.pointsman.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.SharedTable.Contents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every shared table does, whatever keeps it.
public abstract class SharedTableContract {

  /// Two views of one table that begins empty.
  protected abstract List<SharedTable> open();

  @Test
  void read_beforeAnything_isEmptyAtVersionZero() {
    SharedTable table = open().getFirst();

    assertThat(get(table.read())).isEqualTo(Contents.NONE);
    assertThat(get(table.version())).isZero();
  }

  @Test
  void change_setsAndRemovesAtOnce_forEverybody() {
    SharedTable one = open().getFirst();
    SharedTable other = open().getLast();
    get(one.change(0, Map.of("a", Optional.of("1"), "odd {name}: ü", Optional.of(""))));

    OptionalLong made =
        get(other.change(1, Map.of("a", Optional.empty(), "version", Optional.of("x"))));

    assertThat(made).hasValue(2);
    assertThat(get(one.version())).isEqualTo(2);
    assertThat(get(one.read()))
        .isEqualTo(new Contents(2, Map.of("odd {name}: ü", "", "version", "x")));
  }

  @Test
  void change_sinceAnOlderVersion_doesNothing() {
    SharedTable table = open().getFirst();
    get(table.change(0, Map.of("a", Optional.of("1"))));

    assertThat(get(table.change(0, Map.of("a", Optional.of("2"))))).isEmpty();
    assertThat(get(table.change(7, Map.of("a", Optional.of("2"))))).isEmpty();

    assertThat(get(table.read())).isEqualTo(new Contents(1, Map.of("a", "1")));
  }

  @Test
  void change_manyAtOnceSinceOneVersion_oneGoesThrough() {
    List<SharedTable> tables = open();
    List<CompletionStage<OptionalLong>> all =
        IntStream.range(0, 40)
            .mapToObj(i -> tables.get(i % 2).change(0, Map.of("a", Optional.of("" + i))))
            .toList();

    assertThat(all.stream().filter(made -> get(made).isPresent())).hasSize(1);
    assertThat(get(tables.getFirst().version())).isEqualTo(1);
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
