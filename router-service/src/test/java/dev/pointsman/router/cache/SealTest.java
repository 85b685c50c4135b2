package dev.pointsman.router.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealTest {

  private static final byte[] TEXT = "an answer".getBytes(StandardCharsets.UTF_8);

  private final Seal seal = new Seal(new byte[32]);

  @Test
  void open_whatWasClosedUnderThisName_isTheSame() {
    byte[] closed = seal.close("a", TEXT);

    assertThat(new Seal(new byte[32]).open("a", closed).orElseThrow()).isEqualTo(TEXT);
    assertThat(seal.close("a", TEXT)).as("a fresh nonce each time").isNotEqualTo(closed);
    assertThat(new String(closed, StandardCharsets.ISO_8859_1)).doesNotContain("answer");
  }

  @Test
  void open_underAnotherName_otherSecretOrAltered_isNothing() {
    byte[] closed = seal.close("a", TEXT);
    byte[] other = new byte[32];
    other[31] = 1;

    assertThat(seal.open("b", closed)).isEmpty();
    assertThat(new Seal(other).open("a", closed)).isEmpty();
    assertThat(seal.open("a", new byte[3])).isEmpty();
    closed[closed.length - 1] ^= 1;
    assertThat(seal.open("a", closed)).isEmpty();
  }

  /// `ab` and `c` are not `a` and `bc`.
  @Test
  void name_ofOtherParts_isAnother() {
    assertThat(seal.name("ab", "c")).isEqualTo(seal.name("ab", "c"));
    assertThat(seal.name("ab", "c")).isNotEqualTo(seal.name("a", "bc"));
    assertThat(seal.name("ab", "c")).isNotEqualTo(seal.name("ab", "c", ""));
  }
}
