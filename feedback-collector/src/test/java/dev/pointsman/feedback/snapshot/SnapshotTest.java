package dev.pointsman.feedback.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnapshotTest {

  private static final Origin ORIGIN = new Origin("adaptive", "adaptive/3", "schema-1");

  private final Snapshot snapshot =
      new Snapshot(ORIGIN, "12-3", 4_000_000_000L, true, new byte[] {1, 2, 3});

  @Test
  void parse_givesBackWhatWasWritten() {
    Snapshot read = Snapshot.parse(snapshot.bytes());

    assertThat(read.origin()).isEqualTo(ORIGIN);
    assertThat(read.lastId()).isEqualTo("12-3");
    assertThat(read.folded()).isEqualTo(4_000_000_000L);
    assertThat(read.chosen()).isTrue();
    assertThat(read.state()).containsExactly(1, 2, 3);
    assertThat(read.name()).isEqualTo(snapshot.name()).matches("12-3\\.[0-9a-f]{8}");
  }

  @Test
  void name_otherState_differs() {
    Snapshot other = new Snapshot(ORIGIN, "12-3", 4_000_000_000L, true, new byte[] {1, 2, 4});

    assertThat(other.name()).isNotEqualTo(snapshot.name());
  }

  @Test
  void parse_anyByteDamaged_orCut_isRefused() {
    byte[] bytes = snapshot.bytes();
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x10;
      byte[] cut = Arrays.copyOf(bytes, i);
      assertThatThrownBy(() -> Snapshot.parse(damaged))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Snapshot.parse(cut)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
