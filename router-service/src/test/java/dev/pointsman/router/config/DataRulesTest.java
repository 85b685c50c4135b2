package dev.pointsman.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DataRulesTest {

  private static final DataRules STRICT =
      new DataRules(Set.of("eu"), OptionalLong.of(0), Optional.of(false));

  private static DataRules promise(Set<String> regions, long days, boolean trains) {
    return new DataRules(regions, OptionalLong.of(days), Optional.of(trains));
  }

  @Test
  void admit_everyPromiseKept_admits() {
    assertThat(STRICT.admit(promise(Set.of("eu"), 0, false))).isTrue();
    assertThat(DataRules.NONE.admit(DataRules.NONE)).isTrue();
  }

  @Test
  void admit_onePromiseMissing_refuses() {
    assertThat(STRICT.admit(promise(Set.of("eu", "us"), 0, false))).isFalse();
    assertThat(STRICT.admit(promise(Set.of("eu"), 30, false))).isFalse();
    assertThat(STRICT.admit(promise(Set.of("eu"), 0, true))).isFalse();
    assertThat(STRICT.admit(DataRules.NONE)).isFalse();
  }
}
