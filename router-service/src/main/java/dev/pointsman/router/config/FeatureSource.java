package dev.pointsman.router.config;

import dev.pointsman.bandit.features.Embedding;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Featurizers;
import dev.pointsman.bandit.features.FittedFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How prompts become features: by a file of `pointsman features fit`, else by an embedding with
/// the shipped tasks; `next` says how they are to become features behind a cut-over.
public record FeatureSource(
    Optional<Path> file, Embedding embedding, Optional<FeatureSource> next) {

  /// Loads both, as `featurizer` does.
  public FeaturePair pair() {
    Featurizer now = featurizer();
    Optional<Featurizer> other = next.map(FeatureSource::featurizer);
    if (other.filter(made -> made.schema().hash().equals(now.schema().hash())).isPresent()) {
      throw new ConfigProblem("features.next: makes the features that serve now; leave it off");
    }
    return new FeaturePair(now, other);
  }

  /// Loads it; {@link ConfigProblem} in one line when the file or the embedding's model cannot be
  /// used.
  public Featurizer featurizer() {
    try {
      return file.isPresent()
          ? Featurizers.of(FittedFeatures.read(existing(file.get())))
          : Featurizers.of(embedding);
    } catch (IllegalArgumentException e) {
      throw new ConfigProblem("features: " + e.getMessage());
    } catch (IOException e) {
      throw new ConfigProblem("features.file: " + e.getMessage() + "; check the file's rights");
    }
  }

  private static Path existing(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigProblem("features.file: there is no file " + file + "; check the path");
    }
    return file;
  }
}
