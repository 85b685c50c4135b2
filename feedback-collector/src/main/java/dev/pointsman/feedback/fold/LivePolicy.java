package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Policy;
import java.util.List;
import java.util.Optional;

/// A policy ready to serve, the stream position it stands for, and the hash of the feature schema
/// that its contexts are to be made under.
///
/// `version` is the last folded stream id, a hash of the learner's build and its features, and the
/// hash of the arms it is served to, joined by `/`. Equal versions give equal probabilities.
/// `challenger` is a candidate that is tried beside it.
public record LivePolicy(
    Policy policy, String version, String schema, Optional<Challenger> challenger) {

  public LivePolicy(Policy policy, String version, String schema) {
    this(policy, version, schema, Optional.empty());
  }

  /// What arms with their prices and guesses are called in a version.
  public static String hash(List<Arm> arms) {
    return Versions.hash(arms);
  }

  /// The same policy, asked about arms of this hash. Between a change of the configuration and its
  /// event they are others than the policy was told last.
  public LivePolicy servedTo(String armsHash) {
    return version.endsWith(armsHash)
        ? this
        : new LivePolicy(
            policy,
            servedTo(version, armsHash),
            schema,
            challenger.map(candidate -> candidate.servedTo(armsHash)));
  }

  static String servedTo(String version, String armsHash) {
    return version.substring(0, version.lastIndexOf('/') + 1) + armsHash;
  }
}
