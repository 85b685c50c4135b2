package dev.pointsman.bandit.ope;

/// What the gate looks at: rows of the log, how many carry a label, and how well they speak for the
/// target.
///
/// Sizes and weights are of labelled rows on which a policy had a say. `worstDeviation` is the
/// largest of the arms' deviations of `Support`; `isSampled` is false when all labels were
/// volunteered.
public record Evidence(
    long requests,
    double effectiveSampleSize,
    double halfWidth,
    Estimate meanWeight,
    double topShare,
    double unsupportedShare,
    double worstDeviation,
    boolean isSampled) {}
