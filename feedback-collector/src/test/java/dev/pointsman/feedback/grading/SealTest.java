package dev.pointsman.feedback.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealTest {

  private static final byte[] TEXT = "a secret question".getBytes(StandardCharsets.UTF_8);
  private final Seal seal = new Seal("fleet".getBytes(StandardCharsets.UTF_8), "papers");

  @Test
  void open_whatTheFleetClosed_isTheText() {
    byte[] closed = seal.close("auto/d1", TEXT);

    assertThat(new String(closed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    assertThat(new Seal("fleet".getBytes(StandardCharsets.UTF_8), "papers").open("auto/d1", closed))
        .hasValueSatisfying(text -> assertThat(text).isEqualTo(TEXT));
    assertThat(seal.close("auto/d1", TEXT)).isNotEqualTo(closed);
  }

  @Test
  void open_anythingElse_isNothing() {
    byte[] closed = seal.close("auto/d1", TEXT);

    assertThat(seal.open("auto/d2", closed)).isEmpty();
    assertThat(new Seal("other".getBytes(StandardCharsets.UTF_8), "papers").open("auto/d1", closed))
        .isEmpty();
    assertThat(new Seal("fleet".getBytes(StandardCharsets.UTF_8), "cache").open("auto/d1", closed))
        .isEmpty();
    closed[closed.length / 2] ^= 1;
    assertThat(seal.open("auto/d1", closed)).isEmpty();
    assertThat(seal.open("auto/d1", new byte[3])).isEmpty();
  }
}
