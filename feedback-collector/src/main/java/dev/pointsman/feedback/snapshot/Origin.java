package dev.pointsman.feedback.snapshot;

/// Whose state it is: the learner's name, its build (name, version, hyper-parameters) and the hash
/// of the feature schema it learnt from.
public record Origin(String learner, String build, String schema) {}
