package dev.pointsman.eval.features;

import dev.pointsman.bandit.features.Embedding;
import dev.pointsman.bandit.features.Fit;
import dev.pointsman.bandit.features.LabelledText;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.FailedException;
import dev.pointsman.eval.Json;
import dev.pointsman.eval.Parallel;
import dev.pointsman.eval.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `features fit`: tasks and components of one's own prompts, as a file for `eval online` and the
/// gateway.
@Command(
    name = "fit",
    description = "Refits task labels and projection on your own prompts; outcomes stay unread.")
public final class FitCommand implements Runnable {

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "JSON Lines, gzipped or plain, with \"prompt\" and perhaps \"category\".")
  private List<Path> data = new ArrayList<>();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write.")
  private Path out = Path.of("features.bin");

  @Option(
      names = "--clusters",
      paramLabel = "auto|K",
      description =
          "Find the tasks by clustering; default: the categories where there are two or more, else"
              + " auto.")
  private @Nullable String clusters;

  @Option(
      names = "--embedding",
      defaultValue = "static",
      paramLabel = "NAME",
      description = "static, hashed or minilm; default ${DEFAULT-VALUE}.")
  private String embedding = "static";

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "Write the JSON report there and print a table instead.")
  private @Nullable Path json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Json.checkWritable(Optional.ofNullable(json));
    checkOut();
    int count = count();
    Fit fit = fit();
    OwnPrompts prompts = OwnPrompts.read(data);
    if (count > prompts.size()) {
      throw new BadInputException(
          "--clusters",
          count + " are more than the " + prompts.size() + " different prompts",
          "give fewer clusters or more prompts");
    }
    boolean clustered = clusters != null || !prompts.hasCategories();
    int steps = prompts.size() + Clusters.GRID.size() + 1;
    PrintWriter err = spec.commandLine().getErr();
    FitReport report;
    try (Progress progress = new Progress("features fit", steps, err)) {
      float[][] vectors = vectors(fit, prompts, progress);
      Optional<Clusters> found =
          clustered ? Optional.of(clusters(vectors, count, progress)) : Optional.empty();
      OwnPrompts labelled = found.map(c -> prompts.labelled(c.labels())).orElse(prompts);
      Fit.Fitted fitted = fit.on(labelled.texts());
      write(fitted);
      report = report(fitted, labelled, found);
      progress.step();
    }
    Json.print(report, report.text(), Optional.ofNullable(json), spec.commandLine().getOut());
  }

  private static Clusters clusters(float[][] vectors, int count, Progress progress) {
    return count == 0 ? Clusters.best(vectors, progress) : Clusters.of(vectors, count);
  }

  /// Zero for automatic.
  private int count() {
    if (clusters == null || clusters.equals("auto")) {
      return 0;
    }
    try {
      int count = Integer.parseInt(clusters);
      if (count >= 2 && count <= Fit.MOST_TASKS) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new BadInputException(
        "--clusters", "was '" + clusters + "'", "give auto or 2.." + Fit.MOST_TASKS);
  }

  private void checkOut() {
    Path folder = out.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(out) ? Files.isWritable(out) : folder != null && Files.isWritable(folder);
    if (Files.isDirectory(out) || !writable) {
      throw new BadInputException(
          "--out " + out, "cannot be written", "name a file in a folder that exists");
    }
  }

  private Fit fit() {
    try {
      return new Fit(Embedding.of(embedding));
    } catch (IllegalArgumentException e) {
      throw FeatureOptions.refused("--embedding", e);
    }
  }

  private static float[][] vectors(Fit fit, OwnPrompts prompts, Progress progress) {
    List<Callable<float[]>> work = new ArrayList<>();
    for (LabelledText text : prompts.texts()) {
      work.add(
          () -> {
            float[] vector = fit.embedding(text.text());
            progress.step();
            return vector;
          });
    }
    int threads = Runtime.getRuntime().availableProcessors();
    return Parallel.all(threads, work).toArray(float[][]::new);
  }

  private void write(Fit.Fitted fitted) {
    try {
      fitted.features().write(out);
    } catch (IOException e) {
      throw new FailedException("--out " + out + ": cannot be written (" + e.getMessage() + ")");
    }
  }

  private FitReport report(Fit.Fitted fitted, OwnPrompts labelled, Optional<Clusters> found) {
    Map<String, Integer> tasks = new LinkedHashMap<>();
    fitted.features().tasks().forEach(task -> tasks.put(task, 0));
    for (LabelledText text : labelled.texts()) {
      tasks.computeIfPresent(Fit.taskOf(text.label()), (task, n) -> n + 1);
    }
    return new FitReport(
        out.toString(),
        fitted.features().schemaHash(),
        embedding,
        labelled.size(),
        found.isPresent() ? "clusters" : "categories",
        found.map(Clusters::silhouette).orElse(null),
        fitted.heldOut(),
        tasks);
  }
}
