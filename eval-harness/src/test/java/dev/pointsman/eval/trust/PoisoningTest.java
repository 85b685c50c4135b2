package dev.pointsman.eval.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Featurizers;
import dev.pointsman.eval.Parallel;
import dev.pointsman.eval.Recorded;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import dev.pointsman.eval.trust.Crowd.Tactic;
import dev.pointsman.eval.trust.VotedRoute.Audit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Held-out gain over the best fixed arm where a tenth of the users vote in concert from the first
/// request on, on recorded outcomes. Parameters of trust were chosen on seeds 1 to 10.
class PoisoningTest {

  private static final double LAMBDA = 10;
  private static final double MALICIOUS = 0.1;

  private final Featurizer featurizer = Featurizers.standard();
  private final List<Context> contexts = new ArrayList<>();
  private ArmTable table = Recorded.none();

  /// A share of users who vote in bad faith, how, and how the route is checked.
  private record World(double malicious, Tactic tactic, Audit audit) {}

  @BeforeEach
  void read() {
    table = Recorded.mmluPro();
    contexts.addAll(Recorded.contexts(table));
  }

  /// With names and checks the attack is seen through; without names it turns the route around.
  @Test
  void gain_underAttack_isKeptByVoicesAndMaps() {
    double defended = mean(gains(blunt(new Audit(0.5, 1, true)), 1, 2, 1));
    double undefended = mean(gains(blunt(new Audit(0.5, 1, false)), 1, 2, 1));

    System.out.printf(Locale.ROOT, "poisoned: %.4f, without names %.4f%n", defended, undefended);
    assertThat(defended).isPositive().isGreaterThan(undefended + 0.005);
  }

  /// Four passes are 20,652 requests, some hundred of each of 200 users.
  @Test
  @Tag("long")
  void gain_underAttack_twentyFreshSeeds() {
    for (double share : new double[] {0.1, 0.5}) {
      Audit named = new Audit(share, 1, true);
      List<Double> honest = report("honest", share, fresh(honest(named)), List.of());
      List<Double> blunt = report("blunt", share, fresh(blunt(named)), honest);
      World camouflaged = new World(MALICIOUS, Tactic.CAMOUFLAGED, named);
      List<Double> hiding = report("camouflaged", share, fresh(camouflaged), honest);
      if (share == 0.5) {
        assertThat(mean(blunt)).isGreaterThanOrEqualTo(0.9 * mean(honest));
        assertThat(mean(hiding)).isGreaterThanOrEqualTo(0.9 * mean(honest));
      }
    }
    Audit nameless = new Audit(0.1, 1, false);
    List<Double> before = report("nameless, honest", 0.1, fresh(honest(nameless)), List.of());
    List<Double> turned = report("nameless, blunt", 0.1, fresh(blunt(nameless)), before);
    World silent = new World(0, Tactic.SILENT, nameless);
    report("nobody votes", 0.1, fresh(silent), List.of());
    assertThat(mean(turned)).isLessThan(mean(before));
  }

  private List<Double> fresh(World world) {
    return gains(world, 101, 120, 4);
  }

  private static World honest(Audit audit) {
    return new World(0, Tactic.BLUNT, audit);
  }

  private static World blunt(Audit audit) {
    return new World(MALICIOUS, Tactic.BLUNT, audit);
  }

  private List<Double> gains(World world, int firstSeed, int lastSeed, int passes) {
    List<Callable<Double>> work = new ArrayList<>();
    for (int seed = firstSeed; seed <= lastSeed; seed++) {
      Split split = Split.of(table.rows(), seed);
      work.add(
          () ->
              new VotedRoute(table, contexts, featurizer, split, LAMBDA)
                  .gain(
                      new Crowd(table, LAMBDA, world.malicious(), world.tactic()),
                      world.audit(),
                      passes));
    }
    return Parallel.all(2, work);
  }

  /// Prints the mean gain and, beside what it was without the attack, the loss with an interval by
  /// bootstrap over seeds, paired.
  private static List<Double> report(
      String name, double share, List<Double> gains, List<Double> before) {
    System.out.printf(
        Locale.ROOT, "poisoning, %.0f %% checked, %s: %.5f", 100 * share, name, mean(gains));
    if (!before.isEmpty()) {
      Random random = new Random(1);
      double[] losses = new double[4_000];
      for (int i = 0; i < losses.length; i++) {
        int[] drawn = random.ints(gains.size(), 0, gains.size()).toArray();
        losses[i] = loss(gains, before, drawn);
      }
      Arrays.sort(losses);
      System.out.printf(
          Locale.ROOT,
          ", loses %.0f %% (%.0f to %.0f)",
          100 * loss(gains, before, IntStream.range(0, gains.size()).toArray()),
          100 * losses[100],
          100 * losses[3_899]);
    }
    System.out.println(
        " " + gains.stream().map(g -> String.format(Locale.ROOT, "%.4f", g)).toList());
    return gains;
  }

  private static double loss(List<Double> gains, List<Double> before, int[] seeds) {
    double now = IntStream.of(seeds).mapToDouble(gains::get).sum();
    return 1 - now / IntStream.of(seeds).mapToDouble(before::get).sum();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
  }
}
