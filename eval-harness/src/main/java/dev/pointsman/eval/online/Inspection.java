package dev.pointsman.eval.online;

import dev.pointsman.eval.frontier.Frontier;
import dev.pointsman.eval.frontier.FrontierReport;
import dev.pointsman.eval.frontier.Point;
import dev.pointsman.eval.table.ArmTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Looks behind the summary of the runs: by group, by arm, by prediction, by moment, by lambda.
final class Inspection {

  private final World world;
  private final ArmTable table;
  private final OnlineSettings settings;
  private final List<SeedRun> runs;

  Inspection(World world, OnlineSettings settings, List<SeedRun> runs) {
    this.world = world;
    this.table = world.table();
    this.settings = settings;
    this.runs = runs;
  }

  Details details() {
    List<Groups.Group> groups = Groups.of(table);
    Bootstrap bootstrap = new Bootstrap(table.clusters(), settings.threads());
    boolean inTime = settings.scenario() != Scenario.DRIFT && settings.passes() == 1;
    Columns columns = new Columns(world, settings.lambdas());
    List<Series> above = inTime ? runs.stream().map(columns::stream).toList() : List.of();
    List<Details.AtLambda> perLambda = new ArrayList<>();
    for (int l = 0; l < settings.lambdas().size(); l++) {
      double lambda = settings.lambdas().get(l);
      Breakdown breakdown = new Breakdown(table, groups, runs, new Breakdown.AtLambda(l, lambda));
      perLambda.add(
          new Details.AtLambda(
              lambda,
              usualBestFixed(l),
              breakdown.groups(bootstrap),
              shares(l),
              new Reliability(table, runs, l).bins(),
              inTime ? LearningCurve.of(runs, above, l) : List.of()));
    }
    return new Details(models(), perLambda, whatIf());
  }

  /// The single models on the rows the seeds held out.
  private List<FrontierReport.ModelPoint> models() {
    double[] quality = new double[table.models()];
    double[] cost = new double[table.models()];
    for (SeedRun run : runs) {
      List<Point> means = Frontier.means(table, run.split().heldOutRows());
      for (int model = 0; model < table.models(); model++) {
        quality[model] += means.get(model).quality() / runs.size();
        cost[model] += means.get(model).cost() / runs.size();
      }
    }
    return IntStream.range(0, table.models())
        .mapToObj(
            model -> new FrontierReport.ModelPoint(table.id(model), quality[model], cost[model]))
        .toList();
  }

  /// The arm that was best on the stream of most seeds.
  private String usualBestFixed(int lambda) {
    int[] times = new int[table.arms()];
    runs.forEach(run -> times[run.references().get(lambda).bestFixed()]++);
    int usual = 0;
    for (int arm = 1; arm < times.length; arm++) {
      usual = times[arm] > times[usual] ? arm : usual;
    }
    return table.id(usual);
  }

  private List<Details.Share> shares(int lambda) {
    double[] times = new double[table.arms()];
    double all = 0;
    for (SeedRun run : runs) {
      for (int place = 0; place < run.split().heldOutSize(); place++) {
        times[run.lives().get(lambda).heldOutArm(place)]++;
        all++;
      }
    }
    List<Details.Share> shares = new ArrayList<>();
    for (int arm = 0; arm < times.length; arm++) {
      shares.add(new Details.Share(table.id(arm), times[arm] / all));
    }
    return shares;
  }

  /// Of the learners trained at the middle lambda.
  private Details.WhatIf whatIf() {
    List<Double> lambdas = settings.lambdas();
    double middle = lambdas.stream().sorted().toList().get(lambdas.size() / 2);
    int trained = lambdas.indexOf(middle);
    List<Sweep> sweeps =
        runs.stream().map(run -> run.lives().get(trained).heldOut().sweep()).toList();
    List<Details.WhatIfPoint> points = new ArrayList<>();
    for (int k = 0; k < sweeps.getFirst().points(); k++) {
      int at = k;
      double[] quality = sweeps.stream().mapToDouble(sweep -> sweep.quality(at)).toArray();
      double mean = IntStream.range(0, quality.length).mapToDouble(s -> quality[s]).sum();
      mean /= quality.length;
      double squares = 0;
      for (double one : quality) {
        squares += (one - mean) * (one - mean);
      }
      points.add(
          new Details.WhatIfPoint(
              sweeps.getFirst().lambda(at),
              mean,
              sweeps.stream().mapToDouble(sweep -> sweep.cost(at)).average().orElse(0),
              quality.length < 2 ? 0 : Math.sqrt(squares / (quality.length - 1))));
    }
    return new Details.WhatIf(middle, points);
  }
}
