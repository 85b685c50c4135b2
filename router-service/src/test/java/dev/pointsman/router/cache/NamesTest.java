package dev.pointsman.router.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

  private final Names names = new Names(new byte[32]);

  /// `ab` and `c` are not `a` and `bc`.
  @Test
  void of_otherPartsOrSecret_isAnother() {
    byte[] secret = new byte[32];
    secret[31] = 1;

    assertThat(names.of("ab", "c")).isEqualTo(new Names(new byte[32]).of("ab", "c"));
    assertThat(names.of("ab", "c")).isNotEqualTo(names.of("a", "bc"));
    assertThat(names.of("ab", "c")).isNotEqualTo(names.of("ab", "c", ""));
    assertThat(names.of("ab", "c")).isNotEqualTo(new Names(secret).of("ab", "c"));
  }

  @Test
  void of_text_tellsNothingOfIt() {
    assertThat(names.of("nobody may read this")).hasSize(43).doesNotContain("read");
  }
}
