package dev.pointsman.eval.online;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Policy;
import dev.pointsman.eval.frontier.Hull;
import dev.pointsman.eval.frontier.Point;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Turns the runs of all seeds into the report: means over seeds, each with its bootstrap interval.
final class Summary {

  private static final double LEAST_GAIN = 0.003;
  private static final double MATCHED_SHARE = 0.99;

  private final World world;
  private final ArmTable table;
  private final OnlineSettings settings;
  private final List<SeedRun> runs;
  private final Columns columns;
  private final List<Series> heldOut;
  private final List<Series> stream;
  private final int[] once;
  private final Companions companions;

  Summary(World world, OnlineSettings settings, List<SeedRun> runs) {
    this.world = world;
    this.table = world.table();
    this.settings = settings;
    this.runs = runs;
    this.columns = new Columns(world, settings.lambdas());
    this.heldOut = runs.stream().map(columns::heldOut).toList();
    this.stream = runs.stream().map(columns::stream).toList();
    this.companions = new Companions(table, runs);
    this.once = new int[table.rows()];
    Arrays.fill(once, 1);
  }

  /// The learner's part under budgets: no held-out figures. Its decisions are timed as it was sent.
  OnlineReport.Learner learner() {
    List<Arm> arms = world.arms(Split.of(table.rows(), 0));
    return learner(world.learner(arms).snapshot(), List.of(), null, null);
  }

  /// `ranking`: one life per seed at lambda 0 on a table of two models, else none.
  OnlineReport.Learner learner(List<Life> ranking) {
    int lambdas = settings.lambdas().size();
    Bootstrap bootstrap = new Bootstrap(table.clusters(), settings.threads());
    List<Bootstrap.Estimate> held = bootstrap.estimate(this::heldOutStatistics);
    List<Bootstrap.Estimate> streamed = bootstrap.estimate(this::streamStatistics);
    List<OnlineReport.PerLambda> perLambda = new ArrayList<>();
    for (int l = 0; l < lambdas; l++) {
      perLambda.add(perLambda(l, held.get(2 * l), held.get(2 * l + 1), streamed.get(l)));
    }
    List<double[]> means = heldOut.stream().map(series -> series.means(once)).toList();
    Routes routes = new Routes(table, runs);
    OnlineReport.HeldOut totals =
        new OnlineReport.HeldOut(
            interval(held.get(2 * lambdas), spread(s -> aiq(means.get(s)))),
            average(means, this::aiqSingles),
            average(means, this::aiqAsCoded),
            matched(means),
            routes.misroute(),
            routes.harm(),
            routes.luck());
    return learner(
        runs.getFirst().lives().getFirst().policy(),
        perLambda,
        totals,
        new Ranking(world).calls(runs, ranking).orElse(null));
  }

  private OnlineReport.Learner learner(
      Policy policy,
      List<OnlineReport.PerLambda> perLambda,
      OnlineReport.@Nullable HeldOut totals,
      OnlineReport.@Nullable Calls calls) {
    double lambda = settings.lambdas().isEmpty() ? 1 : settings.lambdas().getFirst();
    List<Arm> arms = world.arms(Split.of(table.rows(), 0));
    return new OnlineReport.Learner(
        settings.learner().name(),
        settings.learner().fresh(world.featurizer().schema()).build(),
        settings.feedback().text(),
        table.arms() > table.models() ? "on" : "off",
        settings.priors() ? "on" : "off",
        settings.scenario().toString(),
        settings.passes(),
        settings.seeds(),
        new DecisionClock(table, world.featurizer()).measure(policy, arms, lambda),
        perLambda,
        totals,
        calls);
  }

  /// Per lambda: gain recovered, learner less best fixed; then AIQ. Each of means over seeds.
  private double[] heldOutStatistics(int[] multiplicities) {
    int lambdas = settings.lambdas().size();
    double[] statistics = new double[2 * lambdas + 1];
    double[] sums = new double[4 * lambdas];
    for (Series series : heldOut) {
      double[] means = series.means(multiplicities);
      for (int l = 0; l < lambdas; l++) {
        sums[4 * l] += utility(means, l) / heldOut.size();
        sums[4 * l + 1] += means[Columns.at(l, Columns.BEST_FIXED)] / heldOut.size();
        sums[4 * l + 2] += means[Columns.at(l, Columns.RIDGE)] / heldOut.size();
        sums[4 * l + 3] += means[Columns.at(l, Columns.NEAREST)] / heldOut.size();
      }
      statistics[2 * lambdas] += aiq(means) / heldOut.size();
    }
    for (int l = 0; l < lambdas; l++) {
      double gain = sums[4 * l] - sums[4 * l + 1];
      double full = Math.max(sums[4 * l + 2], sums[4 * l + 3]) - sums[4 * l + 1];
      statistics[2 * l] = full > 0 ? gain / full : Double.NaN;
      statistics[2 * l + 1] = gain;
    }
    return statistics;
  }

  private double[] streamStatistics(int[] multiplicities) {
    double[] statistics = new double[settings.lambdas().size()];
    for (Series series : stream) {
      double[] means = series.means(multiplicities);
      for (int l = 0; l < statistics.length; l++) {
        statistics[l] += means[l] / stream.size();
      }
    }
    return statistics;
  }

  private OnlineReport.PerLambda perLambda(
      int l, Bootstrap.Estimate gain, Bootstrap.Estimate above, Bootstrap.Estimate streamed) {
    List<double[]> means = heldOut.stream().map(series -> series.means(once)).toList();
    double bestFixed = mean(means, l, Columns.BEST_FIXED);
    double ridge = mean(means, l, Columns.RIDGE);
    double nearest = mean(means, l, Columns.NEAREST);
    boolean worthwhile = Math.max(ridge, nearest) - bestFixed >= LEAST_GAIN;
    OnlineReport.@Nullable Interval recovered =
        worthwhile ? interval(gain, spread(s -> gain(means.get(s), l))) : null;
    return new OnlineReport.PerLambda(
        settings.lambdas().get(l),
        bestFixed,
        ridge,
        nearest,
        average(means, m -> utility(m, l)),
        mean(means, l, Columns.QUALITY),
        mean(means, l, Columns.COST),
        recovered,
        interval(streamed, spread(s -> stream.get(s).means(once)[l])),
        interval(
            above,
            spread(
                s -> utility(means.get(s), l) - means.get(s)[Columns.at(l, Columns.BEST_FIXED)])),
        mean(means, l, Columns.UNIFORM),
        mean(means, l, Columns.CATEGORY),
        mean(means, l, Columns.ORACLE),
        runs.stream().mapToDouble(run -> run.lives().get(l).explored()).average().orElse(0),
        companions.beside(
            l,
            settings.lambdas().get(l),
            mean(means, l, Columns.QUALITY),
            means.stream().mapToDouble(m -> m[Columns.at(l, Columns.COST)]).toArray()));
  }

  private double utility(double[] means, int l) {
    return means[Columns.at(l, Columns.QUALITY)]
        - settings.lambdas().get(l) * means[Columns.at(l, Columns.COST)];
  }

  private double gain(double[] means, int l) {
    double fixed = means[Columns.at(l, Columns.BEST_FIXED)];
    double full =
        Math.max(means[Columns.at(l, Columns.RIDGE)], means[Columns.at(l, Columns.NEAREST)]);
    return (utility(means, l) - fixed) / (full - fixed);
  }

  private static double mean(List<double[]> means, int l, int column) {
    return average(means, m -> m[Columns.at(l, column)]);
  }

  private static double average(List<double[]> means, ToDoubleFunction<double[]> of) {
    return means.stream().mapToDouble(of).average().orElse(0);
  }

  private List<Point> singles(double[] means) {
    List<Point> points = new ArrayList<>();
    for (int model = 0; model < table.models(); model++) {
      int at = columns.singles() + 2 * model;
      points.add(new Point(means[at + 1], means[at], table.id(model)));
    }
    return points;
  }

  /// The learner's points at each lambda and the cheapest single model.
  private Hull hull(double[] means, List<Point> singles) {
    List<Point> points = new ArrayList<>();
    for (int l = 0; l < settings.lambdas().size(); l++) {
      double quality = means[Columns.at(l, Columns.QUALITY)];
      points.add(new Point(means[Columns.at(l, Columns.COST)], quality, ""));
    }
    points.add(singles.stream().min((a, b) -> Double.compare(a.cost(), b.cost())).orElseThrow());
    return Hull.of(points);
  }

  private double aiq(double[] means) {
    List<Point> singles = singles(means);
    return aiq(hull(means, singles), singles);
  }

  private double aiqAsCoded(double[] means) {
    List<Point> singles = singles(means);
    double dearest = singles.stream().mapToDouble(Point::cost).max().orElseThrow();
    return hull(means, singles).meanAsCoded(dearest);
  }

  private double aiqSingles(double[] means) {
    List<Point> singles = singles(means);
    return aiq(Hull.of(singles), singles);
  }

  private static double aiq(Hull hull, List<Point> singles) {
    double cheapest = singles.stream().mapToDouble(Point::cost).min().orElseThrow();
    double dearest = singles.stream().mapToDouble(Point::cost).max().orElseThrow();
    return hull.mean(cheapest, dearest);
  }

  private OnlineReport.Matched matched(List<double[]> means) {
    double sum = 0;
    int reached = 0;
    for (double[] seed : means) {
      List<Point> singles = singles(seed);
      double best = singles.stream().mapToDouble(Point::quality).max().orElseThrow();
      OptionalDouble cost = hull(seed, singles).costOf(MATCHED_SHARE * best);
      if (cost.isPresent()) {
        sum += cost.getAsDouble();
        reached++;
      }
    }
    return new OnlineReport.Matched(
        reached == 0 ? null : sum / reached, (double) reached / means.size());
  }

  private static OnlineReport.Interval interval(Bootstrap.Estimate estimate, double seedSd) {
    return new OnlineReport.Interval(
        estimate.mean(), List.of(estimate.low(), estimate.high()), seedSd);
  }

  /// Standard deviation over the seeds; 0 for a single one.
  private double spread(IntToDoubleFunction bySeed) {
    int n = runs.size();
    if (n < 2) {
      return 0;
    }
    double[] values = new double[n];
    Arrays.setAll(values, bySeed);
    double mean = Arrays.stream(values).average().orElse(0);
    double square = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(square / (n - 1));
  }

  List<OnlineReport.PerSeed> perSeed() {
    List<double[]> means = heldOut.stream().map(series -> series.means(once)).toList();
    List<OnlineReport.PerSeed> perSeed = new ArrayList<>();
    for (int s = 0; s < runs.size(); s++) {
      double[] mean = means.get(s);
      double[] streamed = stream.get(s).means(once);
      List<OnlineReport.SeedLambda> perLambda = new ArrayList<>();
      for (int l = 0; l < settings.lambdas().size(); l++) {
        SeedRun.Chosen references = runs.get(s).references().get(l);
        perLambda.add(
            new OnlineReport.SeedLambda(
                settings.lambdas().get(l),
                mean[Columns.at(l, Columns.BEST_FIXED)],
                table.id(references.bestFixed()),
                mean[Columns.at(l, Columns.RIDGE)],
                references.ridge().setting(),
                mean[Columns.at(l, Columns.NEAREST)],
                references.nearest().setting(),
                utility(mean, l),
                mean[Columns.at(l, Columns.QUALITY)],
                mean[Columns.at(l, Columns.COST)],
                streamed[l]));
      }
      perSeed.add(new OnlineReport.PerSeed(s, aiq(mean), aiqSingles(mean), perLambda));
    }
    return perSeed;
  }
}
