package dev.pointsman.eval.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Cascade;
import dev.pointsman.datasets.OutcomeTable;
import dev.pointsman.datasets.PriceList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CascadesTest {

  @TempDir Path folder;

  private static String row(int id, String first, String second) {
    return """
    {"id":"%d","source":"s","task":"t","category":"c","prompt":"p","outcomes":{\
    "a":{"score":%d,"cost_usd":1,"answer":%s},"b":{"score":%d,"cost_usd":2,"answer":%s},\
    "c":{"score":0.5,"cost_usd":10},"d":{"score":1,"cost_usd":20}}}
    """
        .formatted(
            id, first.equals("\"A\"") ? 1 : 0, first, second.equals("\"A\"") ? 1 : 0, second);
  }

  private ArmTable read(String text, String... models) throws IOException {
    Path file = Files.writeString(folder.resolve("t.jsonl"), text);
    OutcomeTable table = OutcomeTable.read(List.of(file), List.of(models), PriceList.empty());
    return Cascades.withSingles(table, PriceList.empty());
  }

  @Test
  void withSingles_agreement_isAcceptedElseTheThirdIsPaid() throws IOException {
    ArmTable arms =
        read(
            row(0, "\"A\"", "\"A\"")
                + row(1, "\"B\"", "\"B\"")
                + row(2, "\"A\"", "\"B\"")
                + row(3, "null", "null"),
            "d",
            "b",
            "a",
            "c");

    assertThat(arms.models()).isEqualTo(4);
    assertThat(arms.arms()).isEqualTo(6);
    assertThat(arms.id(4)).isEqualTo("a & b > c");
    assertThat(arms.id(5)).isEqualTo("a & b > d");
    assertThat(arms.quality(0, 5)).isEqualTo(1);
    assertThat(arms.cost(0, 5)).isEqualTo(3);
    assertThat(arms.quality(1, 5)).isZero();
    assertThat(arms.cost(1, 5)).isEqualTo(3);
    assertThat(arms.quality(2, 4)).isEqualTo(0.5);
    assertThat(arms.cost(2, 4)).isEqualTo(13);
    // Two models that gave no answer do not agree.
    assertThat(arms.cost(3, 5)).isEqualTo(23);
  }

  @Test
  void withSingles_recordedCost_isMicroUsdOfOutput() throws IOException {
    ArmTable arms = read(row(0, "\"A\"", "\"A\""), "a", "b", "c", "d");

    double charged = arms.arm(2).price().usd(arms.inputTokens(0, 2), arms.outputTokens(0, 2));

    assertThat(charged).isCloseTo(arms.cost(0, 2), within(1e-12));
  }

  @Test
  void withSingles_noAnswers_isRefused() {
    assertThatThrownBy(() -> read(row(0, "null", "\"A\""), "a", "b", "c", "d"))
        .hasMessageContaining("publishes no answers of a");
    assertThatThrownBy(() -> read(row(0, "\"A\"", "\"A\""), "a", "b", "c"))
        .hasMessageContaining("four models");
  }

  /// What happens to a model happens to the cascades that ask it.
  @Test
  void changes_ofALeg_reachItsCascades() throws IOException {
    ArmTable arms = read(row(0, "\"A\"", "\"A\"") + row(2, "\"A\"", "\"B\""), "a", "b", "c", "d");

    ArmTable dearer = Changes.repriced(arms, 2, 10);
    ArmTable worse = Changes.degraded(arms, 2, 1);

    assertThat(dearer.cost(0, 4)).isEqualTo(3);
    assertThat(dearer.cost(1, 4)).isEqualTo(103);
    assertThat(worse.quality(0, 4)).isEqualTo(1);
    assertThat(worse.quality(1, 4)).isZero();
    assertThat(worse.quality(1, 5)).isEqualTo(1);
  }

  @Test
  void arm_ofACascade_namesItsLegsWithTheirPrices() throws IOException {
    ArmTable arms = read(row(0, "\"A\"", "\"A\""), "a", "b", "c", "d");

    Cascade cascade = arms.arm(5).cascade().orElseThrow();

    assertThat(cascade.asked()).containsExactly(arms.arm(0), arms.arm(1));
    assertThat(cascade.last()).isEqualTo(arms.arm(3));
    assertThat(arms.arm(3).cascade()).isEmpty();
  }
}
