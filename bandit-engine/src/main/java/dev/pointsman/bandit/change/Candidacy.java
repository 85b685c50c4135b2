package dev.pointsman.bandit.change;

/// The way of a candidate policy: in shadow it decides beside the policy that serves; once it is
/// surely better by the margin, a canary share of conversations is its; once that does not surely
/// contradict, it serves, and the policy before keeps the canary's share as a control. An alarm on
/// quality or cost takes it back at any time. A pure function of the rows it is told, in their
/// order; one thread.
///
/// A candidate that is no better leaves the shadow with probability at most alpha, however often
/// one looks.
public final class Candidacy {

  public enum Stage {
    SHADOW,
    CANARY,
    SERVING,
    /// Never was better for sure.
    REJECTED,
    /// Served, and was worse or dearer for sure.
    TAKEN_BACK;

    public boolean isOver() {
      return this == REJECTED || this == TAKEN_BACK;
    }
  }

  private final Rules rules;
  private Stage stage = Stage.SHADOW;
  private Difference utility;
  private Difference quality;
  private Difference cost;
  private long rows;

  public Candidacy(Rules rules) {
    this.rules = rules;
    this.utility = new Difference(rules.alpha());
    this.quality = new Difference(rules.alpha() / 2);
    this.cost = new Difference(rules.alpha() / 2);
  }

  public Stage stage() {
    return stage;
  }

  /// Rows since this stage began.
  public long rows() {
    return rows;
  }

  /// The share of conversations that are the candidate's now.
  public double share() {
    return switch (stage) {
      case SHADOW, REJECTED, TAKEN_BACK -> 0;
      case CANARY -> rules.share();
      case SERVING -> 1 - rules.share();
    };
  }

  /// The bounds of this stage: what the candidate's utility surely exceeds by, and at most.
  public Difference utility() {
    return utility;
  }

  public Difference quality() {
    return quality;
  }

  public Difference cost() {
    return cost;
  }

  /// A row that the serving policy decided and whose outcome was asked for: `ratio` is the
  /// candidate's probability of the arm that was drawn by that with which it was drawn, `weight` as
  /// in {@link Difference}. Nothing outside the shadow.
  public void shadowed(double ratio, double weight, Outcome outcome) {
    if (stage != Stage.SHADOW) {
      return;
    }
    add(ratio, 1, weight, outcome);
    if (utility.low() > rules.margin()) {
      enter(Stage.CANARY);
    } else if (utility.high() < rules.margin() || rows >= rules.mostRows()) {
      enter(Stage.REJECTED);
    }
  }

  /// A row of a conversation that was drawn to be the candidate's or not, by {@link #share}.
  public void served(boolean byCandidate, double weight, Outcome outcome) {
    double share = share();
    if (share == 0) {
      return;
    }
    double candidate = byCandidate ? 1 / share : 0;
    double serving = byCandidate ? 0 : 1 / (1 - share);
    add(candidate, serving, weight, outcome);
    boolean isWorse = quality.high() < -rules.qualityLoss();
    boolean isDearer = cost.low() > rules.costRise();
    if (isWorse || isDearer) {
      enter(Stage.TAKEN_BACK);
    } else if (stage == Stage.CANARY && rows >= rules.mostRows()) {
      enter(utility.high() < 0 ? Stage.TAKEN_BACK : Stage.SERVING);
    }
  }

  private void add(double candidate, double serving, double weight, Outcome outcome) {
    rows++;
    utility.add(candidate, serving, weight, outcome.utility());
    quality.add(candidate, serving, weight, outcome.quality());
    cost.add(candidate, serving, weight, outcome.cost());
  }

  private void enter(Stage next) {
    stage = next;
    if (next == Stage.CANARY || next == Stage.SERVING) {
      rows = 0;
      utility = new Difference(rules.alpha());
      quality = new Difference(rules.alpha() / 2);
      cost = new Difference(rules.alpha() / 2);
    }
  }
}
