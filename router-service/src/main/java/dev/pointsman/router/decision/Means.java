package dev.pointsman.router.decision;

import dev.pointsman.router.decision.Catalogue.ServedArm;
import java.util.Map;

/// What a request may spend, as far as its decision depends on it.
public interface Means {

  /// As much as it likes.
  Means ANY = new Means() {};

  /// Whether the arm's model may be asked once more now.
  default boolean isFree(ServedArm arm) {
    return true;
  }

  /// Whether the arm's answer can be paid for.
  default boolean reaches(ServedArm arm) {
    return true;
  }

  /// What sets lambda: the route's own pace, or a thriftier one.
  default Pace pace(Prospect prospect) {
    return prospect.brain().pace();
  }

  /// Who pays, for the record.
  default Map<String, String> payers() {
    return Map.of();
  }
}
