package dev.pointsman.router.decision;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.log.OtherFeatures;
import java.util.Optional;

/// How a request looks: under the feature schema of the policy that decides, and under the other
/// one where two are kept side by side.
record Sight(String schema, Context context, Optional<OtherFeatures> other) {}
