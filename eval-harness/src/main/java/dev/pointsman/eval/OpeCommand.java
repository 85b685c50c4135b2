package dev.pointsman.eval;

import dev.pointsman.eval.features.FeatureOptions;
import dev.pointsman.eval.ope.Clustering;
import dev.pointsman.eval.ope.LogEvaluation;
import dev.pointsman.eval.ope.OpeReport;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eval ope`: what another policy would have earned on a log, with intervals and a verdict.
@Command(
    name = "ope",
    description = "What another policy would have earned on a log, and whether to believe it.")
final class OpeCommand implements Runnable {

  @Option(
      names = "--log",
      required = true,
      paramLabel = "FILE",
      description =
          "JSONL (gzipped or not) or Parquet: rows of propensity, reward, arm, target, q_hat,"
              + " weight; or exported decision records.")
  private Path log = Path.of("");

  @Option(
      names = "--target",
      paramLabel = "POLICY",
      description =
          "lambda=L, arm=A (name or index), snapshot=FILE or uniform; without it, each row's own"
              + " target.")
  private String target = "";

  @Option(
      names = "--cluster",
      paramLabel = "session|user|none",
      defaultValue = "session",
      description = "Rows that may depend on each other (default: session, where rows name one).")
  private String cluster = "session";

  @Option(
      names = "--only-routable",
      description =
          "Leave out rows on which no policy had a say (a named model, a pinned turn); else they"
              + " count the same under every target.")
  private boolean isOnlyRoutable;

  @Option(names = "--appendix", description = "All estimators and diagnostics in the table too.")
  private boolean isAppendixAsked;

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "Write the JSON there and print a table instead.")
  private @Nullable Path json;

  @Mixin private FeatureOptions features = new FeatureOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Optional<Path> out = Optional.ofNullable(json);
    Json.checkWritable(out);
    OpeReport report =
        LogEvaluation.of(
            new LogEvaluation.Log(log, Clustering.parse(cluster), isOnlyRoutable),
            target,
            () -> features.featurizer().schema());
    String text = OpeText.of(log.toString(), report, isAppendixAsked);
    Json.print(report, text, out, spec.commandLine().getOut());
  }
}
