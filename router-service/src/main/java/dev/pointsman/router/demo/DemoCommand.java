package dev.pointsman.router.demo;

import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.demo.traffic.TestSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `demo`: a router that learns on simulated models and users, until a signal ends it.
@Command(
    name = "demo",
    description =
        "A router learning on a simulated fleet of models, with a dashboard. Needs no key.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  private static final double MOST_PER_SECOND = 2_000;
  private static final int MOST_TEST_TASKS = 10_000;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Of API and dashboard; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  @Option(
      names = "--rate",
      defaultValue = "20",
      description = "Simulated requests a second. Default: ${DEFAULT-VALUE}.")
  private double rate = 20;

  @Option(
      names = "--test-set",
      paramLabel = "N",
      defaultValue = "800",
      description =
          "Tasks that every simulated model is tried on by name before users come; 0 for none, the"
              + " router then starts from published scores alone. Default: ${DEFAULT-VALUE}.")
  private int testSet = 800;

  @Option(names = "--no-traffic", description = "No simulated users; ask it yourself.")
  private boolean noTraffic;

  @Option(
      names = "--data-dir",
      defaultValue = "./.pointsman",
      description = "What is learnt stays here. Default: ${DEFAULT-VALUE}.")
  private Path dataDir = Path.of("./.pointsman");

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "Answer and ask the prompts of an outcome table as recorded.")
  private List<Path> tables = List.of();

  @Option(names = "--prices", paramLabel = "FILE", description = "Prices of the table's models.")
  private List<Path> prices = List.of();

  @Option(
      names = "--models",
      paramLabel = "A,B,..",
      description = "Which of the table's models to serve.")
  private String models = "";

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Of tasks, luck and users; 0 draws one. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    check();
    long drawn = seed == 0 ? System.nanoTime() : seed;
    Scene scene =
        tables.isEmpty() ? Scene.simulated(drawn) : Scene.recorded(tables, prices, names(models));
    Demo demo = Demo.start(scene, settings(drawn));
    Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-stop"));
    spec.commandLine().getOut().print(Greeting.text(demo.port(), scene, noTraffic ? 0 : rate));
    spec.commandLine().getOut().flush();
    demo.tested().onSuccess(this::tell);
    demo.reportTo(spec.commandLine().getErr());
    new CountDownLatch(1).await();
    return 0;
  }

  private Demo.Settings settings(long drawn) {
    return new Demo.Settings(port, dataDir, noTraffic ? 0 : rate, noTraffic ? 0 : testSet, drawn);
  }

  private void check() {
    if (!(rate > 0 && rate <= MOST_PER_SECOND)) {
      throw new ConfigProblem(
          "--rate must be above 0 and at most 2000, was " + rate + "; for none use --no-traffic");
    }
    if (testSet < 0 || testSet > MOST_TEST_TASKS) {
      throw new ConfigProblem("--test-set must be from 0 to 10000, was " + testSet);
    }
    if (port < 0 || port > 65_535) {
      throw new ConfigProblem("--port must be from 0 to 65535, was " + port);
    }
    if (tables.isEmpty() && !(prices.isEmpty() && models.isEmpty())) {
      throw new ConfigProblem("--prices and --models need --table FILE");
    }
    if (!tables.isEmpty() && names(models).isEmpty()) {
      throw new ConfigProblem("--table needs --models A,B,..: which of its models to serve");
    }
    if (prices.size() > 1) {
      throw new ConfigProblem("--prices is given " + prices.size() + " times; give one file");
    }
  }

  private void tell(TestSet.Result result) {
    if (result.tasks() > 0) {
      spec.commandLine().getErr().println(StatusLine.text(result));
      spec.commandLine().getErr().flush();
    }
  }

  /// Ids may hold anything but commas; spaces around them are dropped.
  private static List<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
