package dev.pointsman.eval;

import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.OutcomeTable;
import dev.pointsman.datasets.PriceList;
import dev.pointsman.eval.features.FeatureOptions;
import dev.pointsman.eval.frontier.FrontierReport;
import dev.pointsman.eval.online.Baseline;
import dev.pointsman.eval.online.FeedbackModes;
import dev.pointsman.eval.online.Lag;
import dev.pointsman.eval.online.LearnerMaker;
import dev.pointsman.eval.online.OnlineEvaluation;
import dev.pointsman.eval.online.OnlineReport;
import dev.pointsman.eval.online.OnlineSettings;
import dev.pointsman.eval.online.Scenario;
import dev.pointsman.eval.table.ArmTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eval online`: replays a table through a learner that sees only what it chose.
@Command(
    name = "online",
    description = "Replays a table through a learner that sees only what it chose.")
final class OnlineCommand implements Runnable {

  @Mixin private TableOptions options = new TableOptions();

  @Mixin private FeatureOptions features = new FeatureOptions();

  @Option(
      names = "--seeds",
      defaultValue = "5",
      description = "How many shuffles to run; default ${DEFAULT-VALUE}.")
  private int seeds = 5;

  @Option(
      names = "--lambda",
      split = ",",
      paramLabel = "L",
      description = "Quality per USD, one learner each; default 1,3,10,30,100.")
  private List<Double> lambdas = new ArrayList<>();

  @Option(
      names = "--budget",
      split = ",",
      paramLabel = "USD",
      description = "Mean USD per request instead of lambdas; the whole table is the stream.")
  private List<Double> budgets = new ArrayList<>();

  @Option(
      names = "--learner",
      defaultValue = "adaptive",
      paramLabel = "NAME",
      description = "Which learner; default ${DEFAULT-VALUE}.")
  private String learner = "adaptive";

  @Option(
      names = "--feedback",
      defaultValue = "chosen",
      paramLabel = "MODE",
      description =
          "chosen, shadow:R, thumbs:R, judged:R (,acc=A,bias=B,judge=MODEL), added up with +;"
              + " thumbs:R,tilt=T when bad answers are voted on T times as often;"
              + " default ${DEFAULT-VALUE}.")
  private String feedback = "chosen";

  @Option(
      names = "--priors",
      defaultValue = "off",
      paramLabel = "on|off",
      description = "Tell each arm's mean quality, blurred by 0.05; default ${DEFAULT-VALUE}.")
  private String priors = "off";

  @Option(
      names = "--passes",
      defaultValue = "1",
      paramLabel = "P",
      description = "Passes over the stream; default ${DEFAULT-VALUE}.")
  private int passes = 1;

  @Option(
      names = "--warm-start",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Tables of the same models, taught in full before the stream.")
  private List<Path> warmStart = new ArrayList<>();

  @Option(
      names = "--scenario",
      defaultValue = "stationary",
      paramLabel = "NAME",
      description =
          "stationary, price-change, quality-drop, new-arm, removed-arm or drift; default"
              + " ${DEFAULT-VALUE}.")
  private String scenario = "stationary";

  @Option(
      names = "--delay",
      defaultValue = "0",
      paramLabel = "N",
      description = "What came of a request is told up to N requests later; default 0.")
  private int delay = 0;

  @Option(
      names = "--replicas",
      defaultValue = "1",
      paramLabel = "R",
      description = "Routers that take turns; default 1.")
  private int replicas = 1;

  @Option(
      names = "--sync-every",
      defaultValue = "1",
      paramLabel = "N",
      description = "Each router renews its policy every N requests; default 1.")
  private int every = 1;

  @Option(
      names = "--baselines",
      defaultValue = "",
      paramLabel = "logistic,forest",
      description = "References by Smile beside the usual ones; slow.")
  private String baselines = "";

  @Option(
      names = "--leave-out",
      defaultValue = "",
      paramLabel = "SOURCE",
      description = "Hold out this source of the table and learn on all others.")
  private String leftOut = "";

  private static final List<Double> USUAL_LAMBDAS = List.of(1.0, 3.0, 10.0, 30.0, 100.0);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Json.checkWritable(options.json());
    check();
    Featurizer featurizer = features.featurizer();
    FeedbackModes modes = FeedbackModes.parse(feedback);
    PriceList prices = options.priceList();
    OutcomeTable outcomes = options.read(prices);
    ArmTable table = options.arms(outcomes, prices);
    if (Scenario.parse(scenario) == Scenario.REMOVED_ARM && table.arms() > table.models()) {
      throw new BadInputException(
          "--scenario", "removed-arm stands beside --strategies on", "leave one of them off");
    }
    OnlineSettings settings =
        new OnlineSettings(
            maker(),
            modes,
            lambdas,
            budgets,
            seeds,
            TableOptions.isOn("--priors", priors),
            Scenario.parse(scenario),
            rowsOf(outcomes),
            passes,
            new Lag(delay, replicas, every),
            warmStart(prices, table),
            prices,
            Baseline.parse(baselines),
            Runtime.getRuntime().availableProcessors());
    PrintWriter err = spec.commandLine().getErr();
    OnlineEvaluation evaluation = new OnlineEvaluation(table, featurizer, settings);
    OnlineReport report;
    try (Progress progress = new Progress("eval online", evaluation.steps(), err)) {
      report = report(outcomes.dropped(), table, evaluation.run(progress));
    }
    Json.print(report, OnlineText.of(report), options.json(), spec.commandLine().getOut());
  }

  private void check() {
    if (seeds < 1 || passes < 1) {
      throw new BadInputException("--seeds, --passes", "must be 1 or more", "correct them");
    }
    for (double lambda : lambdas) {
      if (!(lambda >= 0) || Double.isInfinite(lambda)) {
        throw new BadInputException("--lambda", "was " + lambda, "give numbers >= 0");
      }
    }
    for (double budget : budgets) {
      if (!(budget > 0) || Double.isInfinite(budget)) {
        throw new BadInputException("--budget", "was " + budget, "give numbers > 0");
      }
    }
    if (!lambdas.isEmpty() && !budgets.isEmpty()) {
      throw new BadInputException("--budget", "stands beside --lambda", "give one of them");
    }
    if (lambdas.isEmpty() && budgets.isEmpty()) {
      lambdas = USUAL_LAMBDAS;
    }
    if (lambdas.stream().distinct().count() < lambdas.size()) {
      throw new BadInputException("--lambda", "names a value twice", "name each once");
    }
    if (Scenario.parse(scenario) != Scenario.STATIONARY && (passes > 1 || !budgets.isEmpty())) {
      throw new BadInputException(
          "--scenario", "stands beside --passes or --budget", "leave those off");
    }
    if (delay < 0 || replicas < 1 || every < 1 || replicas > 10_000) {
      throw new BadInputException(
          "--delay, --replicas, --sync-every",
          "were " + delay + ", " + replicas + ", " + every,
          "give 0 or more, 1..10000, 1 or more");
    }
    boolean isLate = delay > 0 || replicas > 1 || every > 1;
    if (isLate && !budgets.isEmpty()) {
      throw new BadInputException(
          "--delay, --replicas, --sync-every", "stand beside --budget", "leave those off");
    }
    if (!Learners.names().contains(learner)) {
      throw new BadInputException(
          "--learner",
          "there is no learner '" + learner + "'",
          "give one of " + String.join(", ", Learners.names()));
    }
  }

  /// The rows of the source to leave out; none when none is named.
  private Set<Integer> rowsOf(OutcomeTable outcomes) {
    if (leftOut.isEmpty()) {
      return Set.of();
    }
    Set<Integer> rows = new HashSet<>();
    Set<String> sources = new TreeSet<>();
    for (int row = 0; row < outcomes.size(); row++) {
      String source = outcomes.labels(row).source();
      sources.add(source);
      if (source.equals(leftOut)) {
        rows.add(row);
      }
    }
    if (rows.isEmpty() || rows.size() == outcomes.size() || !budgets.isEmpty()) {
      throw new BadInputException(
          "--leave-out",
          budgets.isEmpty()
              ? "'" + leftOut + "' is no part of the table"
              : "stands beside --budget",
          "the table's sources are " + String.join(", ", sources));
    }
    return rows;
  }

  private LearnerMaker maker() {
    return new LearnerMaker(learner, (FeatureSchema schema) -> Learners.create(learner, schema));
  }

  private Optional<ArmTable> warmStart(PriceList prices, ArmTable table) {
    if (warmStart.isEmpty()) {
      return Optional.empty();
    }
    OutcomeTable outcomes = OutcomeTable.read(warmStart, options.modelIds(), prices);
    ArmTable prior = options.arms(outcomes, prices);
    for (int arm = 0; arm < table.arms(); arm++) {
      if (!prior.arm(arm).equals(table.arm(arm))) {
        throw new BadInputException(
            "--warm-start",
            table.id(arm) + " is priced otherwise there (cost_usd against tokens)",
            "give tables that record costs in the same way");
      }
    }
    return Optional.of(prior);
  }

  private OnlineReport report(int dropped, ArmTable table, OnlineEvaluation.Result result) {
    FrontierReport frontier = FrontierCommand.report(options.dataset(), dropped, table);
    return new OnlineReport(
        frontier.dataset(),
        frontier.n(),
        frontier.dropped(),
        frontier.models(),
        frontier.singles(),
        frontier.strategies(),
        frontier.oracle(),
        frontier.categoryMean(),
        result.learner(),
        result.perBudget().isEmpty() ? null : result.perBudget(),
        result.perSeed(),
        result.details());
  }
}
