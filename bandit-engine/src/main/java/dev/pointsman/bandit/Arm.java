package dev.pointsman.bandit;

import java.util.Optional;
import java.util.OptionalDouble;

/// One way to answer a request: a model with fixed parameters, or a cascade over such models.
///
/// `id` is stable for ever (learnt state is kept by it); `qualityPrior` is the operator's guess,
/// 0..1, of the share of acceptable answers over all traffic, before anything was observed. A
/// cascade is priced by its legs: its own `price` is not used. `family` is shared by arms that are
/// much alike, such as one model at three reasoning efforts: one that is new is expected to do as
/// its family does.
public record Arm(
    String id, Price price, OptionalDouble qualityPrior, Optional<Cascade> cascade, String family) {

  private static final Price BY_ITS_LEGS = new Price(0, 0, 0);

  public Arm {
    if (id.isBlank()) {
      throw new IllegalArgumentException("an arm needs an id");
    }
    if (qualityPrior.isPresent()
        && !(qualityPrior.getAsDouble() >= 0 && qualityPrior.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "quality_prior of " + id + " must be in 0..1, was " + qualityPrior.getAsDouble());
    }
  }

  /// A single model.
  public Arm(String id, Price price, OptionalDouble qualityPrior) {
    this(id, price, qualityPrior, Optional.empty(), id);
  }

  /// A cascade over single models.
  public static Arm of(String id, Cascade cascade) {
    return new Arm(id, BY_ITS_LEGS, OptionalDouble.empty(), Optional.of(cascade), id);
  }

  public Arm withQualityPrior(double prior) {
    return new Arm(id, price, OptionalDouble.of(prior), cascade, family);
  }

  public Arm withPrice(Price other) {
    return new Arm(id, other, qualityPrior, cascade, family);
  }

  public Arm withFamily(String of) {
    return new Arm(id, price, qualityPrior, cascade, of);
  }
}
