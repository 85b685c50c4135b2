package dev.pointsman.feedback;

/// Counts since start, for metrics.
///
/// `spooled` events wait now for the store to come back. `dropped` were given up on: the spool was
/// full, or the store refused the event for good. `orphaned` is feedback that was acknowledged
/// while the store was away and whose decision did not come within the horizon. `rewards` counts
/// lessons on quality this log appended; `failures` calls of the store that failed.
public record EventLogStats(
    long decisions,
    long outcomes,
    long feedback,
    long rewards,
    long spooled,
    long dropped,
    long orphaned,
    long failures) {}
