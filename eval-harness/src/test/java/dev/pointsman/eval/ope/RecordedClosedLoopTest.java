package dev.pointsman.eval.ope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Choice;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.Seeds;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Featurizers;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.eval.Recorded;
import dev.pointsman.eval.table.ArmTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A learner explores on recorded prompts and logs its propensities; twenty fixed policies are
/// estimated from its log and compared with what the table says they are worth.
class RecordedClosedLoopTest {

  private static final int REQUESTS = 6_000;
  private static final double LAMBDA = 30;

  /// Share of requests the logging policy draws evenly; the rest it draws as the learner says.
  private static final double EVEN = 0.3;

  private final List<Context> contexts = new ArrayList<>();
  private final List<FixedPolicy> policies = new ArrayList<>();
  private ArmTable table = Recorded.none();
  private Featurizer featurizer = Featurizers.standard();

  /// A fixed policy: a distribution for each row of the table.
  private record FixedPolicy(String name, List<double[]> distributions) {}

  /// Coverage and ranks over a number of logs.
  private record Outcome(double coverage, double accepted, double rank, double bias) {}

  @BeforeEach
  void read() {
    table = Recorded.mmluPro();
    contexts.addAll(Recorded.contexts(table));
    policies.addAll(twenty());
  }

  @Test
  void intervals_tenLogs_coverTheTruthAndRankPolicies() {
    Outcome outcome = estimate(10);

    // 200 intervals, those of one log dependent: the full count is the next test's.
    assertThat(outcome.coverage()).isGreaterThan(0.9);
    assertThat(outcome.rank()).isGreaterThan(0.9);
  }

  @Test
  @Tag("long")
  void intervals_twoHundredLogs_coverTheTruthAndRankPolicies() {
    Outcome outcome = estimate(200);

    assertThat(outcome.coverage()).isGreaterThanOrEqualTo(0.93);
    assertThat(outcome.rank()).isGreaterThanOrEqualTo(0.9);
  }

  private Outcome estimate(int logs) {
    double[] truths = policies.stream().mapToDouble(this::truth).toArray();
    double covered = 0;
    double accepted = 0;
    double ranks = 0;
    double bias = 0;
    for (int seed = 0; seed < logs; seed++) {
      LogSource log = explore(seed);
      Survey survey = Survey.of(log);
      double[] estimates = new double[truths.length];
      for (int i = 0; i < truths.length; i++) {
        List<double[]> wanted = policies.get(i).distributions();
        OpeReport report =
            LogEvaluation.of(log, survey, (row, _) -> wanted.get(row.inputTokens), "");
        OpeReport.Interval dr = Objects.requireNonNull(report.estimates().get("dr"));
        estimates[i] = Objects.requireNonNull(dr.estimate());
        double low = Objects.requireNonNull(dr.lo());
        double high = Objects.requireNonNull(dr.hi());
        covered += low <= truths[i] && truths[i] <= high ? 1 : 0;
        accepted += report.isOk() ? 1 : 0;
        bias += estimates[i] - truths[i];
      }
      ranks += rankCorrelation(estimates, truths);
    }
    double all = (double) logs * truths.length;
    Outcome outcome = new Outcome(covered / all, accepted / all, ranks / logs, bias / all);
    System.out.printf(
        Locale.ROOT,
        "closed loop, %d logs: coverage %.4f, verdict ok %.4f, rank correlation %.4f, bias %.5f%n",
        logs,
        outcome.coverage(),
        outcome.accepted(),
        outcome.rank(),
        outcome.bias());
    return outcome;
  }

  /// Rows drawn with replacement, so that the table is the population; `inputTokens` of a row is
  /// its place in the table, which the log's reader never looks at.
  private LogSource explore(long seed) {
    List<LogRow> rows = new ArrayList<>();
    Learner learner = Learners.create("lints", featurizer.schema());
    var arms = IntStream.range(0, table.arms()).mapToObj(table::arm).toList();
    learner.learn(new Lesson.Arms(arms));
    for (int i = 0; i < REQUESTS; i++) {
      long dice = Seeds.mix(seed * 1_000_003 + i);
      int place = (int) (Seeds.uniform(dice) * table.rows());
      Context context = contexts.get(place);
      double[] p =
          learner.assess(new Question(context, arms, LAMBDA)).distribution().probabilities();
      for (int arm = 0; arm < p.length; arm++) {
        p[arm] = (1 - EVEN) * p[arm] + EVEN / p.length;
      }
      Choice choice = ArmDistribution.of(arms, p).draw(dice + 1);
      double reward = table.quality(place, choice.index());
      String arm = choice.arm().id();
      learner.learn(Lesson.Graded.first(context, arm, reward, 1));
      learner.learn(
          new Lesson.Usage(
              context,
              arm,
              table.inputTokens(place, choice.index()),
              table.outputTokens(place, choice.index()),
              Double.NaN));
      rows.add(row(i, place, p, choice, reward));
    }
    return each -> {
      for (LogRow row : rows) {
        if (!each.test(row)) {
          return;
        }
      }
    };
  }

  private LogRow row(int line, int place, double[] p, Choice choice, double reward) {
    LogRow row = new LogRow(Path.of("memory"));
    row.clear();
    row.line = line + 1L;
    row.arms = Recorded.LADDER_8;
    row.probabilities = p;
    row.arm = choice.index();
    row.propensity = p[choice.index()];
    row.isLabelled = true;
    row.reward = reward;
    row.features = contexts.get(place).features();
    row.inputTokens = place;
    row.check();
    return row;
  }

  /// Eight single arms, uniform, six that play the best of a category at some lambda, five
  /// mixtures.
  private List<FixedPolicy> twenty() {
    List<FixedPolicy> all = new ArrayList<>();
    int k = table.arms();
    for (int arm = 0; arm < k; arm++) {
      all.add(new FixedPolicy("arm " + arm, constant(arm, arm)));
    }
    double[] even = new double[k];
    Arrays.fill(even, 1.0 / k);
    all.add(new FixedPolicy("uniform", Collections.nCopies(table.rows(), even)));
    for (double lambda : new double[] {0, 3, 10, 30, 100, 1_000}) {
      all.add(new FixedPolicy("lambda " + lambda, byCategory(lambda)));
    }
    for (int arm = 0; arm < 5; arm++) {
      all.add(new FixedPolicy("mix " + arm, constant(arm, arm + 3)));
    }
    return all;
  }

  private List<double[]> constant(int one, int other) {
    double[] p = new double[table.arms()];
    p[one] += 0.5;
    p[other] += 0.5;
    return Collections.nCopies(table.rows(), p);
  }

  private List<double[]> byCategory(double lambda) {
    List<double[]> rows = new ArrayList<>();
    var best = new HashMap<String, double[]>();
    for (int row = 0; row < table.rows(); row++) {
      rows.add(best.computeIfAbsent(table.slice(row), slice -> bestOf(slice, lambda)));
    }
    return rows;
  }

  private double[] bestOf(String slice, double lambda) {
    double[] utility = new double[table.arms()];
    for (int row = 0; row < table.rows(); row++) {
      for (int arm = 0; arm < utility.length && table.slice(row).equals(slice); arm++) {
        utility[arm] += table.quality(row, arm) - lambda * table.cost(row, arm);
      }
    }
    double[] p = new double[utility.length];
    int best = 0;
    for (int arm = 1; arm < p.length; arm++) {
      best = utility[arm] > utility[best] ? arm : best;
    }
    p[best] = 1;
    return p;
  }

  private double truth(FixedPolicy policy) {
    double sum = 0;
    for (int row = 0; row < table.rows(); row++) {
      double[] p = policy.distributions().get(row);
      for (int arm = 0; arm < p.length; arm++) {
        sum += p[arm] * table.quality(row, arm);
      }
    }
    return sum / table.rows();
  }

  /// Spearman's.
  private static double rankCorrelation(double[] one, double[] other) {
    double n = one.length;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double apart = rank(one, i) - rank(other, i);
      squares += apart * apart;
    }
    return 1 - 6 * squares / (n * (n * n - 1));
  }

  private static double rank(double[] values, int of) {
    Predicate<Double> isBelow = value -> value < values[of];
    return Arrays.stream(values).boxed().filter(isBelow).count();
  }
}
