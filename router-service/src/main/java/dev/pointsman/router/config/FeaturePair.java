package dev.pointsman.router.config;

import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.features.Featurizer;
import java.util.List;
import java.util.Optional;

/// The features that requests are given: those a new route learns from, and those to be learnt from
/// next, which are made of each request too. Any thread.
public record FeaturePair(Featurizer now, Optional<Featurizer> next) {

  public static FeaturePair of(Featurizer alone) {
    return new FeaturePair(alone, Optional.empty());
  }

  /// What makes features of this schema; what a new route learns from where nothing does.
  public Featurizer of(String schema) {
    return next.filter(other -> other.schema().hash().equals(schema)).orElse(now);
  }

  /// The one that is not this.
  public Optional<Featurizer> besides(Featurizer one) {
    return next.map(other -> one.equals(other) ? now : other);
  }

  /// The schemas but this one.
  public List<FeatureSchema> besides(FeatureSchema schema) {
    return besides(of(schema.hash())).map(Featurizer::schema).stream().toList();
  }
}
