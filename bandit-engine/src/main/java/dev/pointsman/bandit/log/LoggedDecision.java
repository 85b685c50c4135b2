package dev.pointsman.bandit.log;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Prediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A decision as it is logged, version 1: all that is needed to replay it and to evaluate another
/// policy on it. No prompt text.
///
/// `id` is a UUIDv7, `tsMillis` epoch milliseconds, `session` the conversation's key,
/// `policyVersion` the last folded stream id with learner build and config hash. `chosen` is the
/// place of the drawn arm in `eligible`. `routable` is false where the policy had no say (concrete
/// model, sticky, pinned, `explore: false`): such rows are never learnt from as a choice. `other`
/// is there while two feature schemas are kept side by side.
public record LoggedDecision(
    String id,
    long tsMillis,
    String route,
    String session,
    String policyVersion,
    String featureSchema,
    Context context,
    List<Candidate> eligible,
    int chosen,
    boolean routable,
    boolean explored,
    long seed,
    double lambda,
    double value,
    Map<String, String> contract,
    List<String> reasons,
    Optional<OtherFeatures> other) {

  /// The contract's entry, and its value, of a decision that an answer from the cache served.
  public static final String CACHE = "cache";

  public static final String CACHE_HIT = "hit";

  /// An eligible arm with its probability and what the policy expected of it.
  public record Candidate(String arm, double probability, Prediction predicted) {}

  public LoggedDecision {
    eligible = List.copyOf(eligible);
    contract = Map.copyOf(contract);
    reasons = List.copyOf(reasons);
    if (chosen < 0 || chosen >= eligible.size()) {
      throw new IllegalArgumentException(chosen + " is not one of " + eligible.size() + " arms");
    }
  }

  /// Under one feature schema alone.
  public LoggedDecision(
      String id,
      long tsMillis,
      String route,
      String session,
      String policyVersion,
      String featureSchema,
      Context context,
      List<Candidate> eligible,
      int chosen,
      boolean routable,
      boolean explored,
      long seed,
      double lambda,
      double value,
      Map<String, String> contract,
      List<String> reasons) {
    this(
        id,
        tsMillis,
        route,
        session,
        policyVersion,
        featureSchema,
        context,
        eligible,
        chosen,
        routable,
        explored,
        seed,
        lambda,
        value,
        contract,
        reasons,
        Optional.empty());
  }

  /// The same with one more entry in its contract.
  public LoggedDecision with(String entry, String text) {
    Map<String, String> more = new HashMap<>(contract);
    more.put(entry, text);
    return copy(more, other);
  }

  /// The same, seen under another schema too.
  public LoggedDecision seenToo(Optional<OtherFeatures> also) {
    return copy(contract, also);
  }

  private LoggedDecision copy(Map<String, String> otherContract, Optional<OtherFeatures> also) {
    return new LoggedDecision(
        id,
        tsMillis,
        route,
        session,
        policyVersion,
        featureSchema,
        context,
        eligible,
        chosen,
        routable,
        explored,
        seed,
        lambda,
        value,
        otherContract,
        reasons,
        also);
  }

  /// Whether an answer from the cache served it: no model was called, so its outcome says nothing
  /// of what the arm costs.
  public boolean isCacheHit() {
    return CACHE_HIT.equals(contract.get(CACHE));
  }

  public String arm() {
    return eligible.get(chosen).arm();
  }

  /// The probability with which the logged arm was drawn; never altered by fallback.
  public double propensity() {
    return eligible.get(chosen).probability();
  }
}
