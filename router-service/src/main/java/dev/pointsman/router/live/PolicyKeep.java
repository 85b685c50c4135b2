package dev.pointsman.router.live;

import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.fold.Understudy;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.util.Optional;
import java.util.function.Supplier;

/// What is kept of what a route learnt, which may be waited for, what its fold tells of that, and
/// what is to serve next.
public record PolicyKeep(
    SnapshotStore store, Supplier<RewardFold.Upkeep> upkeep, Optional<Understudy> understudy) {}
