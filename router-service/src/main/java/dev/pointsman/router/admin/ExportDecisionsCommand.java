package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.DecisionJson;
import dev.pointsman.feedback.RewardRule;
import dev.pointsman.feedback.SamplingWeight;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisReader;
import dev.pointsman.router.config.RouterConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `export decisions`: the decisions on record, each with outcome, feedback, reward and the weight
/// of its label, one JSON object a line, as `eval ope --log` and `data import` read them.
///
/// Holds features, which are personal data: the file is for its owner only. No prompt text.
@Command(
    name = "decisions",
    description = "The decisions on record with what came of them: a log for `eval ope`.",
    mixinStandardHelpOptions = true)
final class ExportDecisionsCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "JSON Lines; gzipped when its name ends in .gz.")
  private Path out = Path.of("");

  @Option(
      names = "--since",
      paramLabel = "AGE",
      defaultValue = "",
      description = "Only those of the last while: 30m, 6h, 2d. Default: all on record.")
  private String since = "";

  @Option(names = "--force", description = "Write over a file that stands already.")
  private boolean isForced;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// What was written so far.
  private static final class Count {
    private long decisions;
    private long outcomes;
    private long rewards;
  }

  @Override
  public Integer call() {
    long from = sinceMillis();
    NewFile.check(out, isForced);
    PlaceOptions.Store store = options.store();
    Count count = new Count();
    try (RedisConnection redis = store.connect()) {
      RouterConfig config = store.served(redis);
      List<String> routes =
          options
              .route(config)
              .map(List::of)
              .orElse(config.routes().stream().map(RouterConfig.Route::name).toList());
      RedisReader reader = new RedisReader(redis, config::signalRules);
      NewFile.write(
          out,
          plain -> {
            try (OutputStream lines = compressed(plain)) {
              routes.forEach(
                  route ->
                      reader.decisions(
                          route, from, f -> write(f, reader.rule(route), lines, count)));
            }
          });
    }
    String told =
        "wrote %s: %d decisions, %d with an outcome, %d with a reward"
            .formatted(out, count.decisions, count.outcomes, count.rewards);
    spec.commandLine().getOut().println(told);
    return 0;
  }

  private OutputStream compressed(OutputStream plain) throws IOException {
    return out.toString().endsWith(".gz") ? new GZIPOutputStream(plain, 1 << 16) : plain;
  }

  private static void write(DecisionFile file, RewardRule rule, OutputStream lines, Count count) {
    ObjectNode json = DecisionJson.of(file, true);
    SamplingWeight.of(rule, file.feedback()).ifPresent(weight -> json.put("weight", weight));
    try {
      lines.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    count.decisions++;
    count.outcomes += file.outcome().isPresent() ? 1 : 0;
    count.rewards += file.reward().isPresent() ? 1 : 0;
  }

  private long sinceMillis() {
    return since.isEmpty() ? 0 : Instant.now().minus(Age.of("--since", since)).toEpochMilli();
  }
}
