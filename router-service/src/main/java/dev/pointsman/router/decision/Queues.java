package dev.pointsman.router.decision;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.router.billing.Hosting;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who waits at machines of one's own. A request there takes its turn, so what it is expected to
/// take is what its answer takes, and what stands before it. Any thread.
///
/// Where no call was seen yet, an answer takes what the machine's figures say. Only this router's
/// calls are known.
record Queues(ArmHealth health, long atMillis) {

  private static Optional<Hosting> hosting(ServedArm entry, long atMillis) {
    return entry.model().price().at(atMillis).hosting();
  }

  /// The assessment of these arms with their queues; the same one where none has a queue.
  Assessment before(List<ServedArm> arms, Assessment assessment) {
    if (arms.stream().noneMatch(arm -> hosting(arm, atMillis).isPresent())) {
      return assessment;
    }
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      predictions.add(before(arms.get(i), assessment.predictions().get(i)));
    }
    return new Assessment(predictions, assessment.distribution());
  }

  private Prediction before(ServedArm entry, Prediction alone) {
    Optional<Hosting> machine = hosting(entry, atMillis);
    if (machine.isEmpty()) {
      return alone;
    }
    double tokens = machine.get().tokens(alone.costUsd());
    double own =
        Double.isNaN(alone.latencyMs()) ? machine.get().ownMillis(tokens) : alone.latencyMs();
    double wait = wait(machine.get(), entry, tokens);
    return new Prediction(alone.quality(), alone.deviation(), alone.costUsd(), own + wait);
  }

  /// Whether the queue of any of them is too long, as far as can be known without a prediction.
  boolean isAnyFull(List<ServedArm> arms) {
    return arms.stream()
        .anyMatch(
            arm ->
                hosting(arm, atMillis)
                    .filter(m -> health.underWay(arm.arm().id()) >= m.maxConcurrency())
                    .isPresent());
  }

  /// Whether a request would be served within the wait its machine allows.
  boolean isInTime(ServedArm entry, Prediction expected) {
    return hosting(entry, atMillis)
        .map(m -> wait(m, entry, m.tokens(expected.costUsd())) <= m.maxWaitMillis())
        .orElse(true);
  }

  private double wait(Hosting machine, ServedArm entry, double tokens) {
    return machine.waitMillis(health.underWay(entry.arm().id()), tokens);
  }
}
