package dev.pointsman.eval.features;

import dev.pointsman.bandit.features.Embedding;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Featurizers;
import dev.pointsman.bandit.features.FittedFeatures;
import dev.pointsman.datasets.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that say how prompts become features.
public final class FeatureOptions {

  @Option(
      names = "--features",
      paramLabel = "FILE",
      description = "Features fitted on prompts of one's own by `features fit`.")
  private @Nullable Path file;

  @Option(
      names = "--embedding",
      paramLabel = "NAME",
      description = "static, hashed or minilm, with the shipped tasks; default static.")
  private @Nullable String embedding;

  public Featurizer featurizer() {
    if (file != null && embedding != null) {
      throw new BadInputException(
          "--embedding", "stands beside --features", "leave it off: the file names its embedding");
    }
    try {
      return file == null
          ? Featurizers.of(Embedding.of(embedding == null ? "static" : embedding))
          : Featurizers.of(read(file));
    } catch (IllegalArgumentException e) {
      throw refused(file == null ? "--embedding" : "--features", e);
    }
  }

  private static FittedFeatures read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException("--features " + file, "there is no such file", "check the path");
    }
    try {
      return FittedFeatures.read(file);
    } catch (IOException e) {
      throw new BadInputException(
          "--features " + file, "cannot be read (" + e.getMessage() + ")", "check its rights");
    }
  }

  /// An engine's refusal, whose message already says how to mend it after a semicolon.
  static BadInputException refused(String flag, IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    int mend = message.indexOf("; ");
    return mend < 0
        ? new BadInputException(flag, message, "correct it")
        : new BadInputException(flag, message.substring(0, mend), message.substring(mend + 2));
  }
}
