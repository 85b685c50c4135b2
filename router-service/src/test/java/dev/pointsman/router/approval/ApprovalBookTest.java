package dev.pointsman.router.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.memory.InMemoryTable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApprovalBookTest {

  private static final Duration LIFE = Duration.ofHours(1);

  private final ApprovalBook book =
      new ApprovalBook(new InMemoryTable(), new byte[] {1}, new Random(1), InstantSource.system());

  private static Wish wish(String key, Wish.Kind kind, long most) {
    return new Wish(key, "org", "far", kind, "why", new Amount(most, most), "mark");
  }

  private String asked(String named, Wish wish) {
    return book.ask(Optional.of(named), wish, LIFE).toCompletableFuture().join().id();
  }

  /// The same request may have become dearer, or a cap stand in its way.
  @Test
  void ask_grantedForLess_orForAnotherKeyOrKind_isAskedAnew() {
    String id = asked("", wish("a", Wish.Kind.SIZE, 10));
    book.decide(id, true, "admin", LIFE).toCompletableFuture().join();

    assertThat(asked(id, wish("a", Wish.Kind.SIZE, 10))).isEqualTo(id);
    assertThat(asked(id, wish("a", Wish.Kind.SIZE, 9))).isEqualTo(id);
    assertThat(asked(id, wish("a", Wish.Kind.SIZE, 11))).isNotEqualTo(id);
    assertThat(asked(id, wish("b", Wish.Kind.SIZE, 10))).isNotEqualTo(id);
    String cap = asked(id, wish("a", Wish.Kind.CAP, 10));
    assertThat(cap).isNotEqualTo(id);
    assertThat(asked(cap, wish("a", Wish.Kind.SIZE, 10)))
        .as("goes for its size too")
        .isEqualTo(cap);
  }
}
