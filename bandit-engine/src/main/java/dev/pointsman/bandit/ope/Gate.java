package dev.pointsman.bandit.ope;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Says whether estimates may be believed, and if not, why not and how many more requests of the
/// same kind would do.
///
/// There is no rule on the effective sample size as a share of n: it would refuse every "always
/// this arm". The share of the heaviest hundredth is of the rows that match at all, for the same
/// reason.
public final class Gate {

  static final double LEAST_EFFECTIVE = 200;
  static final double WIDEST = 0.05;
  static final double MOST_UNSUPPORTED = 0.005;
  static final double MOST_IN_TOP = 0.5;
  static final double DEVIATIONS = 4;
  static final double WEIGHT_SLACK = 0.01;

  /// `moreRequests` is empty when the verdict is good, or when no number of them would help.
  public record Verdict(boolean isOk, List<String> reasons, OptionalLong moreRequests) {
    public Verdict {
      reasons = List.copyOf(reasons);
    }
  }

  private Gate() {}

  public static Verdict judge(Evidence evidence) {
    List<String> flaws = flaws(evidence);
    List<String> reasons = new ArrayList<>(flaws);
    boolean isThin = shortages(evidence, reasons);
    OptionalLong more = OptionalLong.empty();
    if (isThin && flaws.isEmpty() && evidence.effectiveSampleSize() > 0) {
      more = OptionalLong.of(moreRequests(evidence));
      reasons.add("about " + more.getAsLong() + " more requests of this kind would do");
    }
    return new Verdict(reasons.isEmpty(), reasons, more);
  }

  /// What more of the same would not mend.
  private static List<String> flaws(Evidence evidence) {
    List<String> flaws = new ArrayList<>();
    if (!evidence.isSampled()) {
      flaws.add(
          "labels: all are volunteered thumbs, which say who votes, not how good answers are;"
              + " grade a random sample");
    }
    if (evidence.unsupportedShare() > MOST_UNSUPPORTED) {
      flaws.add(
          String.format(
              Locale.ROOT,
              "support: %.1f %% of what the target would choose was never drawn, or could not be,"
                  + " in this log; explore those arms",
              100 * evidence.unsupportedShare()));
    }
    Estimate mean = evidence.meanWeight();
    double off = Math.abs(mean.value() - 1);
    boolean isSupported = evidence.unsupportedShare() <= MOST_UNSUPPORTED;
    if (isSupported && off > Math.max(WEIGHT_SLACK, DEVIATIONS * Math.max(0, mean.se()))) {
      flaws.add(
          String.format(
              Locale.ROOT,
              "mean weight: %.4f where 1 is expected; the propensities are not those that were"
                  + " drawn from, or rows are missing by what was drawn",
              mean.value()));
    }
    if (evidence.worstDeviation() > DEVIATIONS) {
      flaws.add(
          String.format(
              Locale.ROOT,
              "propensities: an arm was drawn %.1f standard deviations off its probabilities",
              evidence.worstDeviation()));
    }
    if (evidence.topShare() > MOST_IN_TOP) {
      flaws.add(
          String.format(
              Locale.ROOT,
              "weights: the heaviest 1 %% of matching rows hold %.0f %% of all weight",
              100 * evidence.topShare()));
    }
    return flaws;
  }

  private static boolean shortages(Evidence evidence, List<String> reasons) {
    boolean isThin = false;
    if (!(evidence.effectiveSampleSize() >= LEAST_EFFECTIVE)) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "effective sample size: %.1f labelled rows, %.0f are needed",
              evidence.effectiveSampleSize(),
              LEAST_EFFECTIVE));
      isThin = true;
    }
    if (!(evidence.halfWidth() <= WIDEST)) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "half-width: %.3f, at most %.2f is allowed",
              evidence.halfWidth(),
              WIDEST));
      isThin = true;
    }
    return isThin;
  }

  /// Effective sample size grows with n, a half-width falls with its root.
  private static long moreRequests(Evidence evidence) {
    double width = Double.isNaN(evidence.halfWidth()) ? 0 : evidence.halfWidth() / WIDEST;
    double times =
        Math.max(LEAST_EFFECTIVE / evidence.effectiveSampleSize(), Math.max(1, width * width));
    return (long) Math.ceil(evidence.requests() * (times - 1));
  }
}
