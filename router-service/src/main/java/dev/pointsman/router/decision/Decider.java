package dev.pointsman.router.decision;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.Seeds;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.fold.LivePolicy;
import dev.pointsman.router.config.FeaturePair;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.Values.What;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Catalogue.Target;
import dev.pointsman.router.decision.Prospect.Asking;
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
import java.util.function.Supplier;

/// Decides: features, eligible arms, the policy's distribution, the draw, the record.
///
/// Pure computation in tens of microseconds, no I/O; any thread. The draw's seed comes from the
/// decision's id, so the record replays.
public final class Decider {

  private final Fleet fleet;
  private final Unfailing sure;
  private final Topics topics;
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
      FeaturePair features,
      Function<String, Brain> brains,
      Conversations conversations,
      DecisionIds ids) {
    this.fleet = fleet;
    this.sure = new Unfailing(features);
    this.topics = new Topics(features);
    this.brains = brains;
    this.conversations = conversations;
    this.ids = ids;
  }

  private Decider(Decider before, Fleet fleet, Function<String, Brain> brains) {
    this.fleet = fleet;
    this.sure = before.sure;
    this.topics = before.topics;
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

  /// What a request is about, as its decision would say.
  public What about(ChatRequest request) {
    return topics.of(request, sight(request, ""));
  }

  /// Both below, of a request that every model can be asked and that may spend what it likes.
  public Decision decide(ChatRequest request, Asker asker) {
    return decide(consider(request, asker, model -> Optional.empty(), Precedent.NONE), Means.ANY);
  }

  /// Which arms may answer. `refusal` says why a model cannot be asked this in its API. Throws a
  /// 403 for what the key may not use, a 404 for an unknown model, a 422 when no arm is eligible,
  /// the refusal when it is every arm's, a 503 when all rest.
  public Prospect consider(
      ChatRequest asked,
      Asker asker,
      Function<Model, Optional<RequestFailure>> refusal,
      Precedent precedent) {
    Target target = fleet.catalogue().target(asked.model());
    Permissions.check(target, asked.terms(), asker);
    Brain brain = brains.apply(target.route().route().name());
    Sight sight = sight(asked, brain.live().schema());
    What what = topics.of(asked, sight);
    ChatRequest request = Payer.valued(asked, asker, fleet.catalogue().values(), what);
    Supplier<String> conversation = () -> conversations.nameOf(request, asker.name());
    Side side = target.concrete() ? new Side(brain, Map.of()) : Side.of(brain, conversation);
    UUID id = ids.next();
    Demand demand =
        new Demand(request, sight.context().inputTokens(), DecisionIds.millis(id), refusal);
    Eligibility eligibility = new Eligibility(target, asker, demand, fleet.health());
    Asking asking = new Asking(target, sight, what, demand, side);
    Optional<Rival> rival = precedent.toBeat().map(arm -> rival(arm, asking));
    List<ServedArm> eligible = eligible(eligibility, asking, rival);
    Optional<Turn> replay =
        precedent
            .stored()
            .map(arm -> turn(asking, asker))
            .filter(turn -> turn.replay(precedent.stored(), eligible).isPresent());
    Prospect.Rest rest = new Prospect.Rest(precedent, rival, replay, conversation);
    return new Prospect(id, asker, asking, eligibility, rest, eligible);
  }

  /// Draws an arm among those that can be paid for, of which there must be one. Throws a 409 for a
  /// conversation pinned to an arm that cannot serve it.
  public Decision decide(Prospect prospect, Means means) {
    Asking asking = prospect.asking();
    Target target = asking.target();
    Eligibility eligibility = prospect.eligibility();
    Pace pace = means.pace(prospect);
    List<ServedArm> eligible = eligibility.byMeans(means);
    Question question = asking.about(eligible, pace.lambda());
    Queues queues = new Queues(fleet.health(), prospect.atMillis());
    Assessment assessment =
        queues.before(
            eligible, pace.temper(sure.assess(asking.brain().policy(), question), question));

    UUID id = prospect.id();
    long now = prospect.atMillis();
    Turn turn = prospect.replay().orElseGet(() -> turn(asking, prospect.asker()));
    Say say =
        turn.replay(prospect.precedent().stored(), eligible)
            .orElseGet(() -> turn.say(eligible, question, assessment, prospect.rival()));
    Draw draw = Draw.of(question, assessment, say, Seeds.of(id));
    if (draw.routable()) {
      pace.decided(draw.assessment(), question);
    }
    turn.end(conversations, draw);
    eligibility.reasons().add(Reasons.of(target, draw));
    LoggedDecision logged =
        new LoggedDecision(
                id.toString(),
                now,
                target.route().route().name(),
                turn.conversation(),
                asking.brain().live().version(),
                asking.sight().schema(),
                asking.sight().context(),
                draw.candidates(),
                draw.choice().index(),
                draw.routable(),
                draw.explored(),
                draw.seed(),
                question.lambda(),
                question.value(),
                contract(turn, prospect, means, draw),
                eligibility.reasons())
            .seenToo(asking.sight().other());
    return new Decision(logged, eligible.get(draw.choice().index()), standIns(eligible, draw));
  }

  private Turn turn(Asking asking, Asker asker) {
    Demand demand = asking.demand();
    return Turn.of(
        asking.target(), demand.request(), asker.name(), conversations, demand.atMillis());
  }

  private List<ServedArm> eligible(Eligibility eligibility, Asking asking, Optional<Rival> rival) {
    Policy policy = asking.brain().policy();
    Queues queues = new Queues(fleet.health(), asking.demand().atMillis());
    List<ServedArm> eligible = eligibility.byRequest();
    if (eligibility.needsPredictions()) {
      Assessment assessment = sure.assess(policy, asking.about(eligible));
      eligible = eligibility.byPrediction(queues.before(eligible, assessment));
    }
    if (queues.isAnyFull(eligible)) {
      eligible = eligibility.byQueue(queues, sure.assess(policy, asking.about(eligible)));
    }
    if (eligibility.hasFloor()) {
      eligible = eligibility.byFloor(sure.assess(policy, asking.about(eligible)));
    }
    if (rival.isPresent()) {
      Assessment assessment = sure.assess(policy, asking.about(eligible));
      eligible = eligibility.above(rival.get(), assessment);
    }
    return eligible;
  }

  /// An arm that is gone is beaten by any.
  private Rival rival(String arm, Asking asking) {
    return fleet
        .catalogue()
        .find(arm)
        .map(entry -> sure.assess(asking.brain().policy(), asking.about(List.of(entry))))
        .map(assessment -> new Rival(arm, assessment.predictions().getFirst().quality()))
        .orElseGet(() -> new Rival(arm, Double.NEGATIVE_INFINITY));
  }

  private Sight sight(ChatRequest request, String schema) {
    return sure.sight(request.prompt(), Usage.tokens(request.otherCharacters()), schema);
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
  private Map<String, String> contract(Turn turn, Prospect prospect, Means means, Draw draw) {
    Asker asker = prospect.asker();
    What what = prospect.asking().what();
    Target target = turn.target();
    Map<String, String> contract = new LinkedHashMap<>(turn.request().terms().asGiven());
    Payer.of(asker, contract).into(contract);
    contract.putAll(means.payers());
    contract.putAll(prospect.asking().side().terms());
    Topics.into(contract, what);
    if (!asker.name().isEmpty()) {
      contract.put("key", asker.name());
    }
    if (draw.isReplay()) {
      contract.put(LoggedDecision.CACHE, LoggedDecision.CACHE_HIT);
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
