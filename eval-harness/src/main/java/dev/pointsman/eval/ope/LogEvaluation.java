package dev.pointsman.eval.ope;

import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.ope.AnytimeInterval;
import dev.pointsman.bandit.ope.Estimate;
import dev.pointsman.bandit.ope.Estimator;
import dev.pointsman.bandit.ope.Evidence;
import dev.pointsman.bandit.ope.Gate;
import dev.pointsman.bandit.ope.OffPolicyEvaluation;
import dev.pointsman.bandit.ope.Sample;
import dev.pointsman.bandit.ope.Support;
import dev.pointsman.bandit.ope.WeightTally;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What a target policy would have earned on a log: read, estimate, judge.
///
/// One pass over the log, two where it brings no q̂ or holds decision records; memory does not grow
/// with the rows. One thread.
public final class LogEvaluation {

  /// A log and how to read it: which rows may depend on each other, and whether those count on
  /// which no policy had a say.
  public record Log(Path file, Clustering clustering, boolean isOnlyRoutable) {}

  private static final double ALPHA = 0.05;
  private static final double WANTED_ELSEWHERE = 1e-6;

  private final Target target;
  private final Survey survey;
  private final ArmNames names = new ArmNames();
  private final List<Estimator> estimators = Estimator.all();
  private final OffPolicyEvaluation rewards = new OffPolicyEvaluation(estimators);
  private final OffPolicyEvaluation costs = new OffPolicyEvaluation(List.of(Estimator.SNIPS));
  private final WeightTally weights = new WeightTally();
  private final WeightTally routable = new WeightTally();
  private final Support support = new Support();
  private final AnytimeInterval anytime = new AnytimeInterval(ALPHA);
  private double onlyWeight = Double.NaN;
  private boolean isWeighted;
  private long requests;
  private long fixed;
  private long volunteered;
  private long priced;

  private LogEvaluation(Target target, Survey survey) {
    this.target = target;
    this.survey = survey;
  }

  /// `target` as the command's flag has it, empty for the rows' own.
  ///
  /// `schema` is that of the features a snapshot learnt from, asked for only then.
  public static OpeReport of(Log log, String target, Supplier<FeatureSchema> schema) {
    Target asked = Target.parse(target, schema);
    LogSource source = LogSource.of(log.file(), log.clustering());
    source = log.isOnlyRoutable() ? source.routable() : source;
    String name = target.isEmpty() ? "the rows' own" : target;
    return of(source, Survey.of(source), asked, name);
  }

  /// One survey serves any number of targets.
  static OpeReport of(LogSource source, Survey survey, Target target, String name) {
    LogEvaluation evaluation = new LogEvaluation(target, survey);
    source.forEach(evaluation::add);
    target.finish(evaluation.names);
    return evaluation.report(name);
  }

  private boolean add(LogRow row) {
    names.learn(row);
    requests++;
    double[] wanted = LogRow.NONE;
    double ratio = 1;
    if (row.isRoutable) {
      wanted = target.of(row, names);
      ratio = wanted[row.arm] / row.propensity;
      support(row, wanted);
    } else {
      fixed++;
    }
    if (row.costUsd >= 0) {
      priced++;
      costs.add(new Sample(ratio, row.costUsd, 0, 0, 1), row.cluster);
    }
    if (row.isLabelled && row.isVolunteered && survey.hasSampledLabels()) {
      volunteered++;
    } else if (row.isLabelled) {
      label(row, wanted, ratio);
    }
    return true;
  }

  private void support(LogRow row, double[] wanted) {
    double missing = 1;
    for (int i = 0; i < wanted.length; i++) {
      missing -= wanted[i];
      double logged = row.isDecision() ? row.probabilities[i] : Double.NaN;
      support.add(names.id(row, i), wanted[i], logged, i == row.arm);
    }
    if (missing > WANTED_ELSEWHERE && row.target.length == 0) {
      support.missing(missing);
    }
  }

  private void label(LogRow row, double[] wanted, double ratio) {
    double logged = survey.quality(row, row.arm);
    double mean = row.isRoutable ? 0 : logged;
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] > 0) {
        mean += wanted[i] * (i == row.arm ? logged : survey.quality(row, i));
      }
    }
    rewards.add(new Sample(ratio, row.reward, logged, mean, row.weight), row.cluster);
    weights.add(ratio, row.weight);
    if (row.isRoutable) {
      routable.add(ratio, row.weight);
    }
    anytime.add(ratio, row.reward);
    isWeighted |= weights.rows() > 1 && row.weight != onlyWeight;
    onlyWeight = row.weight;
  }

  private OpeReport report(String asked) {
    OffPolicyEvaluation.Results results = rewards.results();
    Gate.Verdict verdict = Gate.judge(evidence(results));
    OffPolicyEvaluation.Results paid = costs.results();
    boolean isSequence = !isWeighted && !rewards.isClustered() && weights.rows() > 0;
    return OpeReport.of(
        new OpeReport.Counts(asked, requests, weights.rows(), fixed, volunteered),
        estimators,
        results,
        new OpeReport.Weights(
            weights.effectiveSampleSize(),
            routable.effectiveSampleSize(),
            weights.max(),
            weights.mean().value(),
            routable.topShare(),
            support.unsupportedShare()),
        new OpeReport.Rest(
            survey.modelName(),
            isSequence ? new OpeReport.Bounds(anytime.low(), anytime.high()) : null,
            priced == 0 ? null : paid.of(Estimator.SNIPS),
            priced == 0 ? null : paid.logged(),
            arms(),
            verdict));
  }

  private List<OpeReport.ArmShare> arms() {
    List<OpeReport.ArmShare> arms = new ArrayList<>();
    for (int arm = 0; arm < support.arms(); arm++) {
      Double inverse = OpeReport.finite(support.meanInverse(arm));
      arms.add(new OpeReport.ArmShare(names.name(arm), support.drawn(arm), inverse));
    }
    return arms;
  }

  private Evidence evidence(OffPolicyEvaluation.Results results) {
    double worst = 0;
    for (int arm = 0; arm < support.arms(); arm++) {
      worst = Math.max(worst, Math.abs(support.deviation(arm)));
    }
    Estimate weight = routable.mean();
    return new Evidence(
        requests,
        routable.effectiveSampleSize(),
        results.of(Estimator.DR).halfWidth(),
        weight,
        routable.topShare(),
        support.unsupportedShare(),
        worst,
        survey.hasSampledLabels() || weights.rows() == 0);
  }
}
