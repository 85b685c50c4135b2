package dev.pointsman.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CascadeTest {

  private static Arm arm(String id) {
    return new Arm(id, Price.perMtok(1, 1), OptionalDouble.empty());
  }

  private static Cascade agreement(String last) {
    return new Cascade(Cascade.Verifier.AGREEMENT, List.of(arm("a"), arm("b")), arm(last));
  }

  @Test
  void opening_differsByLegsAndVerifier_notByTheLast() {
    Cascade judged = new Cascade(Cascade.Verifier.JUDGE, List.of(arm("a"), arm("b")), arm("c"));

    assertThat(agreement("c").opening()).isEqualTo(agreement("d").opening());
    assertThat(agreement("c").opening()).isNotEqualTo(judged.opening());
  }

  @Test
  void cascade_ofWrongLegs_isRefused() {
    assertThatThrownBy(() -> new Cascade(Cascade.Verifier.AGREEMENT, List.of(arm("a")), arm("b")))
        .hasMessageContaining("asks 2 arms first, were 1");
    Arm nested = Arm.of("nested", agreement("c"));
    assertThatThrownBy(() -> new Cascade(Cascade.Verifier.CHECK, List.of(arm("a")), nested))
        .hasMessageContaining("single model");
  }
}
