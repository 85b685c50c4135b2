package dev.pointsman.eval.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.bandit.ope.Estimate;
import dev.pointsman.bandit.ope.Estimator;
import dev.pointsman.bandit.ope.OffPolicyEvaluation;
import dev.pointsman.bandit.ope.Sample;
import dev.pointsman.bandit.ope.Shrinkage;
import dev.pointsman.bandit.ope.Tuning;
import dev.pointsman.bandit.ope.WeightTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Agreement with Open Bandit Pipeline 0.5.5 on eight rows, all of its figures.
class GoldenTest {

  private static final Offset<Double> EXACT = within(1e-12);

  /// Student's t with 7 degrees of freedom, 95 %: what the pipeline's SLOPE takes for eight rows.
  private static final double STUDENT = 1.894578605061305;

  private static final double DELTA = 0.05;

  private final List<Sample> log = new ArrayList<>();
  private final Set<String> checked = new HashSet<>();
  private JsonNode golden = new ObjectMapper().createObjectNode();

  @BeforeEach
  void read() throws IOException {
    Path root = Path.of(System.getProperty("pointsman.root", "."));
    Path file = root.resolve("../shared/reference/ope_golden_obp.json");
    assumeTrue(Files.exists(file), "no reference figures at " + file);
    golden = new ObjectMapper().readTree(file.toFile());
    for (int i = 0; i < golden.path("n").asInt(); i++) {
      int arm = golden.path("action").get(i).asInt();
      JsonNode target = golden.path("target").get(i);
      JsonNode guesses = golden.path("qhat").get(i);
      double mean = 0;
      for (int k = 0; k < target.size(); k++) {
        mean += target.get(k).asDouble() * guesses.get(k).asDouble();
      }
      double ratio =
          target.get(arm).asDouble() / golden.path("behavior").get(i).get(arm).asDouble();
      double reward = golden.path("reward").get(i).asDouble();
      log.add(new Sample(ratio, reward, guesses.get(arm).asDouble(), mean, 1));
    }
  }

  private Estimate estimate(Estimator estimator) {
    OffPolicyEvaluation evaluation = new OffPolicyEvaluation(List.of(estimator));
    log.forEach(evaluation::add);
    return evaluation.results().of(estimator);
  }

  private void check(String name, double value) {
    checked.add(name);
    assertThat(value).as(name).isCloseTo(golden.path("estimates").path(name).asDouble(-9), EXACT);
  }

  private void check(String name, Estimator estimator) {
    check(name, estimate(estimator).value());
  }

  @Test
  void weights_eightRows_agree() {
    WeightTally tally = new WeightTally();
    for (int i = 0; i < log.size(); i++) {
      assertThat(log.get(i).ratio()).isCloseTo(golden.path("weights").get(i).asDouble(), EXACT);
      tally.add(log.get(i).ratio(), 1);
    }
    assertThat(tally.effectiveSampleSize()).isCloseTo(golden.path("ess").asDouble(), EXACT);
    assertThat(tally.mean().value()).isCloseTo(golden.path("wmean").asDouble(), EXACT);
    assertThat(tally.max()).isCloseTo(golden.path("wmax").asDouble(), EXACT);
  }

  @Test
  void estimates_eightRows_allAgree() {
    check("ipw", Estimator.IPS);
    check("snipw", Estimator.SNIPS);
    check("dm", Estimator.DM);
    check("dr", Estimator.DR);
    check("sndr", Estimator.SNDR);
    check("ipw_lambda2", Estimator.ips("", Shrinkage.clip(2)));
    check("dr_lambda2", Estimator.dr("", Shrinkage.clip(2)));
    for (double most : new double[] {1, 2, 5}) {
      check("switchdr_" + most, Estimator.dr("", Shrinkage.switchOver(most)));
    }
    for (double lambda : new double[] {0, 0.5, 1, 10, 100}) {
      check("dros_" + lambda, Estimator.dr("", Shrinkage.optimistic(lambda)));
    }
    for (double lambda : new double[] {0, 0.1, 0.5, 1}) {
      check("sgdr_" + lambda, Estimator.dr("", Shrinkage.subGaussian(lambda)));
      check("sgipw_" + lambda, Estimator.ips("", Shrinkage.subGaussian(lambda)));
    }
    double[] clips = {1, 10, 100};
    tune("ipwtune", clips, most -> Estimator.ips("", Shrinkage.clip(most)));
    tune("drtune", clips, most -> Estimator.dr("", Shrinkage.clip(most)));
    tune("switchtune", clips, most -> Estimator.dr("", Shrinkage.switchOver(most)));
    double[] lambdas = {0.1, 1, 10, 100};
    tune("drostune", lambdas, lambda -> Estimator.dr("", Shrinkage.optimistic(lambda)));

    List<String> names = new ArrayList<>();
    golden.path("estimates").fieldNames().forEachRemaining(names::add);
    assertThat(checked).containsExactlyInAnyOrderElementsOf(names);
  }

  private void tune(String name, double[] grid, DoubleFunction<Estimator> family) {
    List<Tuning.Candidate> candidates = new ArrayList<>();
    int least = 0;
    double error = Double.POSITIVE_INFINITY;
    for (int i = 0; i < grid.length; i++) {
      Estimate of = estimate(family.apply(grid[i]));
      candidates.add(new Tuning.Candidate(of.value(), STUDENT * of.se()));
      double candidate = Tuning.squaredError(family.apply(grid[i]), log, DELTA);
      least = candidate < error ? i : least;
      error = Math.min(error, candidate);
    }
    int slope = Tuning.slope(candidates);
    check(name + "_slope_lambda", grid[slope]);
    check(name + "_slope", family.apply(grid[slope]));
    check(name + "_mse_lambda", grid[least]);
    check(name + "_mse", family.apply(grid[least]));
  }
}
