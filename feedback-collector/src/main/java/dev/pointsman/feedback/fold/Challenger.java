package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Policy;
import java.util.OptionalDouble;

/// A candidate policy as decisions meet it: which candidacy it is, the share of the conversations
/// that are its, and the lambda it decides by where that is its own. Without a share it is never
/// asked.
public record Challenger(
    String id, double share, Policy policy, String version, OptionalDouble lambda) {

  Challenger with(Policy other) {
    return new Challenger(id, share, other, version, lambda);
  }

  /// Asked about arms of this hash.
  Challenger servedTo(String armsHash) {
    return new Challenger(id, share, policy, LivePolicy.servedTo(version, armsHash), lambda);
  }
}
