package dev.pointsman.eval.online;

import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.eval.Parallel;
import dev.pointsman.eval.Progress;
import dev.pointsman.eval.reference.Neighbours;
import dev.pointsman.eval.reference.References;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Runs a learner over a table: for each seed a split, its references, and one life per lambda; or
/// one life per budget.
///
/// Pieces run in parallel and meet only in the report; nothing depends on the number of threads.
public final class OnlineEvaluation {

  private final OnlineSettings settings;
  private final World world;
  private final List<Split> splits;

  public OnlineEvaluation(ArmTable table, Featurizer featurizer, OnlineSettings settings) {
    int[] clusters = table.clusters();
    this.settings = settings;
    this.world = new World(table, featurizer, settings);
    this.splits =
        IntStream.range(0, settings.seeds()).mapToObj(s -> settings.split(clusters, s)).toList();
  }

  /// What a run gives: the learner's part of the report, and its details by budget and by seed.
  public record Result(
      OnlineReport.Learner learner,
      List<OnlineReport.PerBudget> perBudget,
      List<OnlineReport.PerSeed> perSeed,
      @Nullable Details details) {}

  /// How many steps `run` reports.
  public int steps() {
    int lives = settings.lambdas().size() + settings.budgets().size() + (isPair() ? 1 : 0);
    return settings.seeds() * (lives + (settings.lambdas().isEmpty() ? 0 : 1));
  }

  /// Two models: ranked by the gain of the stronger one, as RouteLLM does.
  private boolean isPair() {
    return world.table().arms() == 2 && !settings.lambdas().isEmpty();
  }

  public Result run(Progress progress) {
    if (settings.lambdas().isEmpty()) {
      BudgetEvaluation budgets = new BudgetEvaluation(world, settings);
      List<OnlineReport.PerBudget> perBudget = budgets.run(progress);
      OnlineReport.Learner learner = new Summary(world, settings, List.of()).learner();
      return new Result(learner, perBudget, List.of(), null);
    }
    List<Life> lives = lives(settings.lambdas(), progress);
    List<List<SeedRun.Chosen>> references = references(progress);
    List<SeedRun> runs = new ArrayList<>();
    int each = settings.lambdas().size();
    for (int s = 0; s < splits.size(); s++) {
      List<Life> own = lives.subList(s * each, (s + 1) * each);
      runs.add(new SeedRun(splits.get(s), references.get(s), own));
    }
    List<Life> ranking = isPair() ? lives(List.of(0.0), progress) : List.of();
    Summary summary = new Summary(world, settings, runs);
    Details details = new Inspection(world, settings, runs).details();
    return new Result(summary.learner(ranking), List.of(), summary.perSeed(), details);
  }

  private List<Life> lives(List<Double> lambdas, Progress progress) {
    List<Callable<Life>> work = new ArrayList<>();
    for (Split split : splits) {
      for (double lambda : lambdas) {
        work.add(
            () -> {
              Life life = new Replay(world, settings, split, lambda).live();
              progress.step();
              return life;
            });
      }
    }
    return Parallel.all(settings.threads(), work);
  }

  private List<List<SeedRun.Chosen>> references(Progress progress) {
    float[][] features = world.features();
    Neighbours neighbours = Neighbours.of(features, settings.threads());
    List<Callable<List<SeedRun.Chosen>>> work = new ArrayList<>();
    for (Split split : splits) {
      work.add(
          () -> {
            References references = new References(world.table(), features, neighbours, split);
            List<SeedRun.Chosen> chosen = chosen(references);
            progress.step();
            return chosen;
          });
    }
    return Parallel.all(settings.threads(), work);
  }

  private List<SeedRun.Chosen> chosen(References references) {
    List<Double> lambdas = settings.lambdas();
    Map<Baseline, List<References.Chosen>> baselines = new EnumMap<>(Baseline.class);
    for (Baseline baseline : settings.baselines()) {
      baselines.put(
          baseline,
          switch (baseline) {
            case LOGISTIC -> references.logistic(world.features(), lambdas);
            case FOREST -> references.forest(world.features(), lambdas);
          });
    }
    List<SeedRun.Chosen> chosen = new ArrayList<>();
    for (int l = 0; l < lambdas.size(); l++) {
      double lambda = lambdas.get(l);
      Map<Baseline, References.Chosen> here = new EnumMap<>(Baseline.class);
      int at = l;
      baselines.forEach((baseline, all) -> here.put(baseline, all.get(at)));
      chosen.add(
          new SeedRun.Chosen(
              references.bestFixed(lambda),
              references.ridge(lambda),
              references.nearest(lambda),
              here));
    }
    return chosen;
  }
}
