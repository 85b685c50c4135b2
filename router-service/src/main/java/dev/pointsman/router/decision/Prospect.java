package dev.pointsman.router.decision;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Question;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Catalogue.Target;
import dev.pointsman.router.decision.Decider.Brain;
import dev.pointsman.router.openai.ChatRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A request whose eligible arms are known, before it is known what it may spend. To be decided
/// once, by one thread.
///
/// `id` will be the decision's; `eligible` are the arms that the request, the key and health allow.
public record Prospect(
    UUID id,
    ChatRequest request,
    Asker asker,
    Target target,
    Context context,
    Brain brain,
    Eligibility eligibility,
    Optional<Rival> rival,
    List<ServedArm> eligible) {

  public Prospect {
    eligible = List.copyOf(eligible);
  }

  /// The eligible arms as the engine knows them.
  public List<Arm> engineArms() {
    return eligible.stream().map(ServedArm::arm).toList();
  }

  /// What the policy is asked.
  static Question question(
      ChatRequest request, Target target, Context context, double lambda, List<ServedArm> arms) {
    List<Arm> theirs = arms.stream().map(ServedArm::arm).toList();
    boolean explore = !target.concrete() && request.terms().explore();
    return new Question(context, theirs, lambda, request.terms().value(), explore);
  }
}
