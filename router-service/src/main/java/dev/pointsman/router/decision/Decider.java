package dev.pointsman.router.decision;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Choice;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.Seeds;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import dev.pointsman.feedback.fold.LivePolicy;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Catalogue.Target;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.openai.Terms;
import dev.pointsman.router.openai.Usage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Decides: features, eligible arms, the policy's distribution, the draw, the record.
///
/// Pure computation in tens of microseconds, no I/O; any thread. The draw's seed comes from the
/// decision's id, so the record replays.
public final class Decider {

  private final Catalogue catalogue;
  private final Unfailing sure;
  private final String featureSchema;
  private final Function<String, Brain> brains;
  private final ArmHealth health;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// What a route decides by at this moment.
  public record Brain(LivePolicy live, Pace pace) {}

  /// `brains` by the route's name; `random` must be safe for many threads.
  public Decider(
      Catalogue catalogue,
      Featurizer featurizer,
      Function<String, Brain> brains,
      ArmHealth health,
      InstantSource clock,
      RandomGenerator random) {
    this.catalogue = catalogue;
    this.sure = new Unfailing(featurizer);
    this.featureSchema = featurizer.schema().hash();
    this.brains = brains;
    this.health = health;
    this.clock = clock;
    this.random = random;
  }

  /// How often features or policy failed and something simple stood in.
  public long failures() {
    return sure.failures();
  }

  /// As below, of a request that every model can be asked.
  public Decision decide(ChatRequest request, String caller) {
    return decide(request, caller, model -> Optional.empty());
  }

  /// `caller` names the key that asked, empty when keys are not used; `refusal` says why a model
  /// cannot be asked this in its API. Throws a 404 for an unknown model, a 422 when no arm is
  /// eligible, the refusal when it is every arm's.
  public Decision decide(
      ChatRequest request, String caller, Function<Model, Optional<RequestFailure>> refusal) {
    Target target = catalogue.target(request.model());
    Brain brain = brains.apply(target.route().route().name());
    LivePolicy live = brain.live();
    Context context = contextOf(request);
    Terms terms = request.terms();
    Eligibility eligibility =
        new Eligibility(
            target.arms(), terms, context.inputTokens(), request.maxOutputTokens(), health);
    List<ServedArm> eligible = eligibility.byRequest(refusal);
    boolean routable = !target.concrete() && terms.explore();
    Asking asking = new Asking(context, brain.pace().lambda(), terms.value(), routable);
    if (eligibility.needsPredictions()) {
      eligible = eligibility.byPrediction(sure.assess(live.policy(), asking.about(eligible)));
    }
    Question question = asking.about(eligible);
    Assessment assessment = brain.pace().temper(sure.assess(live.policy(), question), question);

    long now = clock.millis();
    UUID id = DecisionIds.next(now, random);
    Draw draw = Draw.of(question, assessment, Seeds.of(id));
    if (routable) {
      brain.pace().decided(draw.assessment(), question);
    }
    List<String> reasons = new ArrayList<>(eligibility.reasons());
    reasons.add(Reasons.of(target, terms, draw));
    LoggedDecision logged =
        new LoggedDecision(
            id.toString(),
            now,
            target.route().route().name(),
            terms.session().orElse(""),
            live.version(),
            featureSchema,
            context,
            draw.candidates(),
            draw.choice().index(),
            routable,
            draw.explored(),
            draw.seed(),
            question.lambda(),
            question.value(),
            contract(terms, caller),
            reasons);
    return new Decision(logged, eligible.get(draw.choice().index()), standIns(eligible, draw));
  }

  /// The prompt's features; tokens of the text around it are added to the prompt's own.
  private Context contextOf(ChatRequest request) {
    Context context = sure.contextOf(request.prompt());
    int others = Usage.tokens(request.otherCharacters());
    return others == 0 ? context : Context.of(context.features(), context.inputTokens() + others);
  }

  private static List<ServedArm> standIns(List<ServedArm> eligible, Draw draw) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < eligible.size(); i++) {
      if (i != draw.choice().index()) {
        order.add(i);
      }
    }
    order.sort(Comparator.comparingDouble(draw::utility).reversed());
    return order.stream().map(eligible::get).toList();
  }

  private static Map<String, String> contract(Terms terms, String caller) {
    Map<String, String> contract = new LinkedHashMap<>(terms.asGiven());
    if (!caller.isEmpty()) {
      contract.put("key", caller);
    }
    return contract;
  }

  /// All of a question but its arms.
  private record Asking(Context context, double lambda, double value, boolean explore) {
    Question about(List<ServedArm> eligible) {
      List<Arm> arms = eligible.stream().map(ServedArm::arm).toList();
      return new Question(context, arms, lambda, value, explore);
    }
  }

  /// A distribution and what was drawn from it. Without exploration the best arm is drawn surely,
  /// whatever the policy's distribution.
  record Draw(Question question, Assessment assessment, long seed, Choice choice) {

    static Draw of(Question question, Assessment assessment, long seed) {
      Assessment settled = settled(question, assessment);
      return new Draw(question, settled, seed, settled.distribution().draw(seed));
    }

    private static Assessment settled(Question question, Assessment assessment) {
      if (question.explore()) {
        return assessment;
      }
      return new Assessment(
          assessment.predictions(),
          ArmDistribution.certain(question.eligible(), assessment.best(question)));
    }

    double utility(int index) {
      return assessment.predictions().get(index).utility(question);
    }

    int best() {
      return assessment.best(question);
    }

    boolean explored() {
      return choice.index() != best();
    }

    List<Candidate> candidates() {
      List<Candidate> candidates = new ArrayList<>();
      for (int i = 0; i < question.eligible().size(); i++) {
        candidates.add(
            new Candidate(
                question.eligible().get(i).id(),
                assessment.distribution().probability(i),
                assessment.predictions().get(i)));
      }
      return candidates;
    }
  }
}
