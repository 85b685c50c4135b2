package dev.pointsman.bandit.log;

import dev.pointsman.bandit.Context;

/// A request as another feature schema than the deciding policy's shows it: for a learner that is
/// to serve next, or served before.
public record OtherFeatures(String schema, Context context) {}
