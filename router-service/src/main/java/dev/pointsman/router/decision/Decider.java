package dev.pointsman.router.decision;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.Seeds;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.fold.LivePolicy;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Catalogue.Target;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.openai.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Decides: features, eligible arms, the policy's distribution, the draw, the record.
///
/// Pure computation in tens of microseconds, no I/O; any thread. The draw's seed comes from the
/// decision's id, so the record replays.
public final class Decider {

  private final Fleet fleet;
  private final Unfailing sure;
  private final String featureSchema;
  private final Function<String, Brain> brains;
  private final Conversations conversations;
  private final DecisionIds ids;

  /// What a route decides by at this moment.
  public record Brain(LivePolicy live, Pace pace) {
    Policy policy() {
      return live.policy();
    }
  }

  /// `brains` by the route's name.
  public Decider(
      Fleet fleet,
      Featurizer featurizer,
      Function<String, Brain> brains,
      Conversations conversations,
      DecisionIds ids) {
    this.fleet = fleet;
    this.sure = new Unfailing(featurizer);
    this.featureSchema = featurizer.schema().hash();
    this.brains = brains;
    this.conversations = conversations;
    this.ids = ids;
  }

  private Decider(Decider before, Fleet fleet, Function<String, Brain> brains) {
    this.fleet = fleet;
    this.sure = before.sure;
    this.featureSchema = before.featureSchema;
    this.brains = brains;
    this.conversations = before.conversations;
    this.ids = before.ids;
  }

  /// The same over another fleet, knowing the same conversations.
  public Decider with(Fleet other, Function<String, Brain> theirBrains) {
    return new Decider(this, other, theirBrains);
  }

  /// How often features or policy failed and something simple stood in.
  public long failures() {
    return sure.failures();
  }

  /// Both below, of a request that every model can be asked and that may spend what it likes.
  public Decision decide(ChatRequest request, Asker asker) {
    return decide(consider(request, asker, model -> Optional.empty(), Precedent.NONE), Means.ANY);
  }

  /// Which arms may answer. `refusal` says why a model cannot be asked this in its API. Throws a
  /// 403 for what the key may not use, a 404 for an unknown model, a 422 when no arm is eligible,
  /// the refusal when it is every arm's, a 503 when all rest.
  public Prospect consider(
      ChatRequest request,
      Asker asker,
      Function<Model, Optional<RequestFailure>> refusal,
      Precedent precedent) {
    Target target = fleet.catalogue().target(request.model());
    Permissions.check(target, asker);
    Brain brain = brains.apply(target.route().route().name());
    Context context = contextOf(request);
    Eligibility eligibility =
        new Eligibility(
            target,
            asker,
            new Demand(request.terms(), context.inputTokens(), request.maxOutputTokens(), refusal),
            fleet.health());
    Function<List<ServedArm>, Question> asking =
        arms -> Prospect.question(request, target, context, brain.pace().lambda(), arms);
    Optional<Rival> rival = precedent.toBeat().map(arm -> rival(arm, brain, asking));
    return new Prospect(
        ids.next(),
        request,
        asker,
        target,
        context,
        brain,
        eligibility,
        rival,
        eligible(eligibility, brain, asking, rival));
  }

  /// Draws an arm among those that can be paid for, of which there must be one. Throws a 409 for a
  /// conversation pinned to an arm that cannot serve it.
  public Decision decide(Prospect prospect, Means means) {
    ChatRequest request = prospect.request();
    Target target = prospect.target();
    Brain brain = prospect.brain();
    Asker asker = prospect.asker();
    Eligibility eligibility = prospect.eligibility();
    Pace pace = means.pace(prospect);
    List<ServedArm> eligible = eligibility.byMeans(means);
    Question question =
        Prospect.question(request, target, prospect.context(), pace.lambda(), eligible);
    Assessment assessment = pace.temper(sure.assess(brain.policy(), question), question);

    UUID id = prospect.id();
    long now = DecisionIds.millis(id);
    Turn turn = Turn.of(target, request, asker.name(), conversations, now);
    Say say = turn.say(eligible, question, assessment, prospect.rival());
    Draw draw = Draw.of(question, assessment, say, Seeds.of(id));
    if (draw.routable()) {
      pace.decided(draw.assessment(), question);
    }
    turn.end(conversations, draw);
    eligibility.reasons().add(Reasons.of(target, request.terms(), draw));
    LoggedDecision logged =
        new LoggedDecision(
            id.toString(),
            now,
            target.route().route().name(),
            turn.conversation(),
            brain.live().version(),
            featureSchema,
            prospect.context(),
            draw.candidates(),
            draw.choice().index(),
            draw.routable(),
            draw.explored(),
            draw.seed(),
            question.lambda(),
            question.value(),
            contract(turn, asker, means, draw),
            eligibility.reasons());
    return new Decision(logged, eligible.get(draw.choice().index()), standIns(eligible, draw));
  }

  private List<ServedArm> eligible(
      Eligibility eligibility,
      Brain brain,
      Function<List<ServedArm>, Question> asking,
      Optional<Rival> rival) {
    List<ServedArm> eligible = eligibility.byRequest();
    if (eligibility.needsPredictions()) {
      eligible = eligibility.byPrediction(sure.assess(brain.policy(), asking.apply(eligible)));
    }
    if (rival.isPresent()) {
      Assessment assessment = sure.assess(brain.policy(), asking.apply(eligible));
      eligible = eligibility.above(rival.get(), assessment);
    }
    return eligible;
  }

  /// An arm that is gone is beaten by any.
  private Rival rival(String arm, Brain brain, Function<List<ServedArm>, Question> asking) {
    return fleet
        .catalogue()
        .find(arm)
        .map(entry -> sure.assess(brain.policy(), asking.apply(List.of(entry))))
        .map(assessment -> new Rival(arm, assessment.predictions().getFirst().quality()))
        .orElseGet(() -> new Rival(arm, Double.NEGATIVE_INFINITY));
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

  /// What was asked beyond an answer, by whom, and which trial the request was part of.
  private static Map<String, String> contract(Turn turn, Asker asker, Means means, Draw draw) {
    Target target = turn.target();
    Map<String, String> contract = new LinkedHashMap<>(turn.request().terms().asGiven());
    contract.putAll(means.payers());
    if (!asker.name().isEmpty()) {
      contract.put("key", asker.name());
    }
    if (turn.isHeldOut(draw)) {
      contract.put("holdout", "true");
    }
    if (!target.concrete() && target.route().route().trial().observe()) {
      contract.put("would_choose", draw.wish().arm().id());
    }
    return contract;
  }
}
