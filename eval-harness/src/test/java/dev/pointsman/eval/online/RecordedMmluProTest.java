package dev.pointsman.eval.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.eval.Recorded;
import dev.pointsman.eval.frontier.Frontier;
import dev.pointsman.eval.frontier.FrontierReport;
import dev.pointsman.eval.reference.References;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Agreement with figures measured elsewhere on the same recorded table.
class RecordedMmluProTest {

  private ArmTable table = Recorded.none();

  @BeforeEach
  void read() {
    table = Recorded.mmluPro();
  }

  @Test
  void bestFixed_heldOut_agreesWithThePrototypes() {
    double[] lambdas = {10, 30, 100};
    double[] known = {0.7124, 0.7019, 0.6653};
    for (int i = 0; i < lambdas.length; i++) {
      double sum = 0;
      for (int seed = 0; seed < 6; seed++) {
        Split split = Split.of(table.rows(), seed);
        int arm = References.bestFixed(table, split, lambdas[i]);
        for (int place = 0; place < split.heldOutSize(); place++) {
          int row = split.heldOut(place);
          double utility = table.quality(row, arm) - lambdas[i] * table.cost(row, arm);
          sum += utility / split.heldOutSize() / 6;
        }
      }
      assertThat(sum).isCloseTo(known[i], within(0.004));
    }
  }

  @Test
  void frontier_ladder8_agreesWithTheDataSheet() {
    Frontier frontier = new Frontier(table);
    FrontierReport.Oracle oracle = frontier.oracle();

    assertThat(table.rows()).isEqualTo(10_326);
    assertThat(frontier.singles().bestQuality()).isCloseTo(0.7316, within(1e-4));
    assertThat(frontier.singles().aiq()).isCloseTo(0.7216, within(5e-4));
    assertThat(oracle.quality()).isCloseTo(0.9044, within(1e-4));
    assertThat(oracle.costUsd()).isCloseTo(0.187e-3, within(1e-6));
  }
}
