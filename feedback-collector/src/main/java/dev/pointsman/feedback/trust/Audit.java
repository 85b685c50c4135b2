package dev.pointsman.feedback.trust;

/// A vote that stands beside better evidence on the same answer, and whether it says the same.
public record Audit(String principal, String metric, boolean agrees) {}
