package dev.pointsman.router.decision;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Question;
import dev.pointsman.router.config.Values.What;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Catalogue.Target;
import dev.pointsman.router.decision.Decider.Brain;
import dev.pointsman.router.openai.ChatRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// A request whose eligible arms are known, before it is known what it may spend. To be decided
/// once, by one thread.
public final class Prospect {

  private final UUID id;
  private final Asker asker;
  private final Asking asking;
  private final Eligibility eligibility;
  private final Rest rest;
  private final List<ServedArm> eligible;

  /// All of a question but its arms and its lambda.
  record Asking(Target target, Sight sight, What what, Demand demand, Side side) {

    /// What decides.
    Brain brain() {
      return side.brain();
    }

    Question about(List<ServedArm> arms, double lambda) {
      List<Arm> priced = arms.stream().map(demand::priced).toList();
      boolean explore = !target.concrete() && demand.terms().explore();
      return new Question(sight.context(), priced, lambda, demand.terms().value(), explore);
    }

    /// As the route weighs cost.
    Question about(List<ServedArm> arms) {
      return about(arms, brain().pace().lambda());
    }
  }

  /// What earlier decisions mean for this one; `replay` is its turn when that is to give an answer
  /// again that was kept; `conversation` is what its conversation is called.
  record Rest(
      Precedent precedent,
      Optional<Rival> rival,
      Optional<Turn> replay,
      Supplier<String> conversation) {}

  Prospect(
      UUID id,
      Asker asker,
      Asking asking,
      Eligibility eligibility,
      Rest rest,
      List<ServedArm> eligible) {
    this.id = id;
    this.asker = asker;
    this.asking = asking;
    this.eligibility = eligibility;
    this.rest = rest;
    this.eligible = List.copyOf(eligible);
  }

  /// The decision's, once it is made.
  public UUID id() {
    return id;
  }

  public long atMillis() {
    return asking.demand().atMillis();
  }

  public Asker asker() {
    return asker;
  }

  public ChatRequest request() {
    return asking.demand().request();
  }

  public int inputTokens() {
    return asking.demand().inputTokens();
  }

  public String route() {
    return asking.target().route().route().name();
  }

  public Brain brain() {
    return asking.brain();
  }

  /// The arms that the request, the key and health allow.
  public List<ServedArm> eligible() {
    return eligible;
  }

  /// Whether an answer that was kept will be given again, which costs nothing.
  public boolean isReplay() {
    return rest.replay().isPresent();
  }

  /// What its conversation is called.
  public String conversation() {
    return rest.conversation().get();
  }

  Optional<Turn> replay() {
    return rest.replay();
  }

  /// What the route's policy is asked, as the route weighs cost.
  public Question question() {
    return asking.about(eligible);
  }

  Asking asking() {
    return asking;
  }

  Eligibility eligibility() {
    return eligibility;
  }

  Precedent precedent() {
    return rest.precedent();
  }

  Optional<Rival> rival() {
    return rest.rival();
  }
}
