package dev.pointsman.router.live;

import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.fold.Understudy;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// What is kept of what a route learnt, which may be waited for, what its fold tells of that and of
/// where it stands, and what is to serve next.
public record PolicyKeep(
    SnapshotStore store,
    Supplier<RewardFold.Upkeep> upkeep,
    Supplier<CompletionStage<Optional<String>>> fingerprint,
    Optional<Understudy> understudy) {}
