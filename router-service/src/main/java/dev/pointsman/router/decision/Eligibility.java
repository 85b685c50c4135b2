package dev.pointsman.router.decision;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.objective.Contract;
import dev.pointsman.router.budget.InputLimit;
import dev.pointsman.router.budget.InputLimit.Over;
import dev.pointsman.router.config.DataRules;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Catalogue.Target;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.openai.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// The mask: arms a request may be answered by. Each constraint is applied in turn; the one that
/// leaves nothing is named in a 422.
final class Eligibility {

  private final Asker asker;
  private final DataRules routeDemands;
  private final Demand demand;
  private final ArmHealth health;
  private final List<String> reasons = new ArrayList<>();
  private List<ServedArm> arms;

  Eligibility(Target target, Asker asker, Demand demand, ArmHealth health) {
    this.arms = target.arms();
    this.asker = asker;
    this.routeDemands = target.route().route().demands();
    this.demand = demand;
    this.health = health;
  }

  /// What needs no prediction: the API, the key's models, data rules, allow, deny, context window,
  /// health.
  List<ServedArm> byRequest() {
    keepAskable();
    keepForInput();
    keep("key", "is not among this key's models", entry -> asker.mayUseModel(entry.arm().id()));
    keep(
        "require",
        "does not promise what the route demands of data",
        entry -> routeDemands.admit(entry.model().data()));
    keep(
        "require",
        "does not promise what the key demands of data",
        entry -> asker.demands().admit(entry.model().data()));
    demand
        .terms()
        .allow()
        .ifPresent(
            allowed -> {
              Set<String> ids = new HashSet<>(allowed);
              keep("allow", "is not among those allowed", entry -> ids.contains(entry.arm().id()));
            });
    Set<String> denied = new HashSet<>(demand.terms().deny());
    keep("deny", "is denied by the request", entry -> !denied.contains(entry.arm().id()));
    long needed = (long) demand.inputTokens() + demand.maxOutputTokens();
    keep(
        "context",
        "cannot hold about " + needed + " tokens",
        entry -> needed <= entry.model().context());
    keepHealthy();
    return arms;
  }

  /// What is left of the arms when each must be paid for.
  List<ServedArm> byMeans(Means means) {
    keep("limits", "is asked as much as its limits allow", means::isFree);
    keep("budget", "may cost more than what is left of the budget", means::reaches);
    return arms;
  }

  /// Arms whose API can say the request; when none can, the client is told what cannot be said.
  private void keepAskable() {
    Map<String, RequestFailure> refusals = new LinkedHashMap<>();
    for (ServedArm entry : arms) {
      demand.refusal().apply(entry.model()).ifPresent(why -> refusals.put(entry.arm().id(), why));
    }
    if (!refusals.isEmpty() && refusals.size() == arms.size()) {
      throw refusals.values().iterator().next();
    }
    keep("api", "cannot be asked this", entry -> !refusals.containsKey(entry.arm().id()));
  }

  /// A prompt longer than the key may send: refused, or for models of one's own.
  private void keepForInput() {
    InputLimit input = asker.limits().input();
    if (input.means(Over.DENY, demand.inputTokens())) {
      throw RequestFailure.of(
          403,
          "input_too_long",
          "about "
              + demand.inputTokens()
              + " input tokens are more than the "
              + input.tokens()
              + " that the key `"
              + asker.name()
              + "` may send; shorten the prompt, or raise its max_input_tokens");
    }
    if (input.means(Over.LOCAL, demand.inputTokens())) {
      keep(
          "max_input_tokens",
          "is not of one's own, as a prompt of more than " + input.tokens() + " tokens needs",
          entry -> entry.model().isLocal());
    }
  }

  /// Health is nothing a client could relax: when nobody is left the answer says when to come back.
  private void keepHealthy() {
    List<ServedArm> before = arms;
    if (before.stream().noneMatch(entry -> health.isUp(entry.arm().id()))) {
      Duration rest =
          before.stream()
              .map(entry -> health.rest(entry.arm().id()))
              .min(Comparator.naturalOrder())
              .orElse(Duration.ZERO);
      throw RequestFailure.resting(rest);
    }
    keep("health", "rests after failures", entry -> health.isUp(entry.arm().id()));
  }

  boolean needsPredictions() {
    return !contract().isEmpty();
  }

  /// What is judged by the policy's predictions, which stand in the order of the arms left so far.
  List<ServedArm> byPrediction(Assessment assessment) {
    List<ServedArm> before = arms;
    List<Prediction> bounded =
        IntStream.range(0, before.size())
            .mapToObj(i -> bounded(before.get(i), assessment.predictions().get(i)))
            .toList();
    Contract.Screened screened = contract().screen(bounded);
    arms = screened.left().stream().map(before::get).toList();
    for (Contract.Cut cut : screened.cuts()) {
      List<String> gone = cut.places().stream().map(i -> before.get(i).arm().id()).toList();
      boolean last = cut.equals(screened.cuts().getLast());
      tell(cut.limit().field(), cut.complaint(), gone, last && arms.isEmpty());
    }
    return arms;
  }

  /// Those that are expected to do better than the arm to beat; `assessment` is of the arms left so
  /// far.
  List<ServedArm> above(Rival rival, Assessment assessment) {
    Set<String> better = new HashSet<>();
    for (int i = 0; i < arms.size(); i++) {
      if (assessment.predictions().get(i).quality() > rival.quality()) {
        better.add(arms.get(i).arm().id());
      }
    }
    keep(
        "escalate",
        "is not expected to do better than " + rival.arm() + ", which answered before",
        entry -> better.contains(entry.arm().id()));
    return arms;
  }

  /// Whether who asks is to get a least quality of an arm the policy chooses.
  boolean hasFloor() {
    return demand.terms().floor() > 0 && arms.size() > 1;
  }

  /// Those that are expected to give the least quality; the best where none is, since a floor is a
  /// wish of the configuration's, not of the client's. `assessment` is of the arms left so far.
  List<ServedArm> byFloor(Assessment assessment) {
    double best =
        assessment.predictions().stream().mapToDouble(Prediction::quality).max().orElse(0);
    double floor = Math.min(best, demand.terms().floor());
    Set<String> good = new HashSet<>();
    for (int i = 0; i < arms.size(); i++) {
      if (assessment.predictions().get(i).quality() >= floor) {
        good.add(arms.get(i).arm().id());
      }
    }
    keep(
        "quality_floors",
        "is expected to do worse than the floor of " + demand.terms().floor(),
        entry -> good.contains(entry.arm().id()));
    return arms;
  }

  /// Those whose queue is short enough; all where none is, since somebody has to answer.
  /// `assessment` is of the arms left so far.
  List<ServedArm> byQueue(Queues queues, Assessment assessment) {
    Set<String> soon = new HashSet<>();
    for (int i = 0; i < arms.size(); i++) {
      if (queues.isInTime(arms.get(i), assessment.predictions().get(i))) {
        soon.add(arms.get(i).arm().id());
      }
    }
    if (!soon.isEmpty()) {
      keep("queue", "has too long a queue", entry -> soon.contains(entry.arm().id()));
    }
    return arms;
  }

  private Contract contract() {
    Terms terms = demand.terms();
    return new Contract(terms.maxCostUsd(), terms.minQuality(), terms.maxLatencyMs());
  }

  /// One line per constraint that took arms away.
  List<String> reasons() {
    return reasons;
  }

  /// What is expected, its cost no more than it can be where the client bounded the output.
  private Prediction bounded(ServedArm entry, Prediction predicted) {
    if (demand.maxOutputTokens() == 0) {
      return predicted;
    }
    double most = demand.priced(entry).price().usd(demand.inputTokens(), demand.maxOutputTokens());
    return new Prediction(
        predicted.quality(),
        predicted.deviation(),
        Math.min(predicted.costUsd(), most),
        predicted.latencyMs());
  }

  private void keep(String constraint, String why, Predicate<ServedArm> passes) {
    List<ServedArm> left = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (ServedArm entry : arms) {
      if (passes.test(entry)) {
        left.add(entry);
        continue;
      }
      gone.add(entry.arm().id());
    }
    arms = left;
    if (!gone.isEmpty()) {
      tell(constraint, why, gone, left.isEmpty());
    }
  }

  /// Notes what a constraint took away; refuses the request when that was all there was.
  private void tell(String constraint, String why, List<String> gone, boolean empty) {
    if (empty) {
      throw RequestFailure.infeasible(
          constraint,
          "no arm is left: `"
              + constraint
              + "` ruled out the last ("
              + Words.list(gone)
              + (gone.size() == 1 ? " " : " each ")
              + why
              + "); relax it");
    }
    reasons.add(
        Words.list(gone)
            + (gone.size() == 1 ? " is left out: it " : " are left out: each ")
            + why
            + " ("
            + constraint
            + ")");
  }
}
