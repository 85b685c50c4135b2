package dev.pointsman.router.decision;

/// All models, and which of them may be asked at this moment. Any thread.
public record Fleet(Catalogue catalogue, ArmHealth health) {}
