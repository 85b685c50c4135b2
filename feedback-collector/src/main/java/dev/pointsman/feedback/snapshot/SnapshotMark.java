package dev.pointsman.feedback.snapshot;

import java.util.Optional;

/// What is known of a kept snapshot without reading it.
///
/// `lastId`: the last entry that was folded; `folded`: how many were, from the stream's beginning;
/// `chosen`: its learner was chosen by a cut-over and outweighs the configuration's; `takenMillis`
/// by the store's clock; `pin`: the order that needs it, which keeps it from being dropped.
public record SnapshotMark(
    String name,
    String lastId,
    Origin origin,
    long folded,
    boolean chosen,
    int bytes,
    long takenMillis,
    Optional<String> pin) {}
