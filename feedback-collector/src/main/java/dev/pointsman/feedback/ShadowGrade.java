package dev.pointsman.feedback;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Evidence.Sampled;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.RewardEntry.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An arm that answered a decision's request off the user's path: what the call used, and its grade
/// where a judge gave one. It was asked for with a known probability.
///
/// `judge` and `metric` are the grade's principal and metric, as of a feedback event.
public record ShadowGrade(
    String decisionId,
    String arm,
    Call call,
    String judge,
    String metric,
    Optional<Sampled> grade,
    long tsMillis) {

  /// What the call used; tokens, milliseconds, micro-USD.
  public record Call(int inputTokens, int outputTokens, long latencyMs, long costMicroUsd) {}

  /// What it teaches of its arm, in the context of the decision: cost, and quality once graded.
  public List<RewardEntry> entries(LoggedDecision decision, RewardRule rule) {
    List<RewardEntry> entries = new ArrayList<>();
    Lesson.Usage usage =
        new Lesson.Usage(
            decision.context(), arm, call.inputTokens(), call.outputTokens(), call.latencyMs());
    entries.add(entry(decision, usage, Joiner.shadow(decision, call.costMicroUsd())));
    grade.ifPresent(
        given -> {
          Feedback signal =
              new Feedback(
                  decisionId, judge, Source.JUDGE, metric, given.value(), "", Map.of(), tsMillis);
          double value = rule.calibrated(signal, arm);
          Evidence evidence =
              new Evidence(
                  Source.JUDGE,
                  Optional.of(new Sampled(value, given.probability())),
                  Optional.empty(),
                  rule.voices(List.of(signal), arm, all -> 1));
          Lesson.Graded graded =
              Lesson.Graded.first(decision.context(), arm, value, rule.judgeWeight());
          entries.add(entry(decision, graded, Joiner.shadow(decision, evidence)));
        });
    return entries;
  }

  private RewardEntry entry(LoggedDecision decision, Lesson lesson, Facts facts) {
    return new RewardEntry("", decision.id(), tsMillis, lesson, facts);
  }
}
