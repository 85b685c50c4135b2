package dev.pointsman.bandit.change;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import java.util.List;

/// The way of a candidate policy: in shadow it learns and says what it would do; once it is surely
/// better by the margin, a canary share of conversations is its; once that share confirms it, or
/// does not contradict for long, it serves, and the policy before keeps the canary's share as a
/// control. An alarm on quality or cost takes it back at any time. A pure function of the rows it
/// is told, in their order; one thread.
///
/// A candidate that is no better leaves the shadow with probability at most alpha, and a canary
/// that is no worse and no dearer than allowed is taken back with probability at most alpha,
/// however often one looks.
public final class Candidacy {

  public enum Stage {
    SHADOW,
    CANARY,
    SERVING,
    /// Was not better for sure.
    REJECTED,
    /// Served, and was worse or dearer for sure.
    TAKEN_BACK;

    public boolean isOver() {
      return this == REJECTED || this == TAKEN_BACK;
    }
  }

  /// What an outcome came to.
  public record Outcome(double quality, double costUsd) {}

  private static final List<Stage> STAGES = List.of(Stage.values());

  private final Rules rules;
  private Stage stage = Stage.SHADOW;
  private String why = "";
  private long taught;
  private long priced;
  private double usd;
  private double lambdas;
  private Scale scale = new Scale(0, 1);
  private Step step;

  public Candidacy(Rules rules) {
    this.rules = rules;
    this.step = new Step(rules, stage, scale);
  }

  public Stage stage() {
    return stage;
  }

  /// Why it came to this stage; empty in the first.
  public String why() {
    return why;
  }

  /// Whether it only learns as yet.
  public boolean isWarmingUp() {
    return stage == Stage.SHADOW && (taught < rules.warmUp() || priced == 0);
  }

  /// Rows since this stage began.
  public long rows() {
    return step.rows();
  }

  /// The share of conversations that are the candidate's now.
  public double share() {
    return share(rules, stage);
  }

  static double share(Rules rules, Stage stage) {
    return switch (stage) {
      case SHADOW, REJECTED, TAKEN_BACK -> 0;
      case CANARY -> rules.share();
      case SERVING -> 1 - rules.share();
    };
  }

  public Scale scale() {
    return scale;
  }

  /// On the scale of utility.
  public Difference utility() {
    return step.utility();
  }

  public Difference quality() {
    return step.quality();
  }

  /// As shares of the most a request may cost.
  public Difference cost() {
    return step.cost();
  }

  /// While it warms up: it was taught a reward.
  public void taught() {
    taught += isWarmingUp() ? 1 : 0;
  }

  /// While it warms up: what a call cost, and at which lambda it was decided.
  public void priced(double costUsd, double lambda) {
    if (isWarmingUp()) {
      priced++;
      usd += costUsd;
      lambdas += lambda;
      scale = Scale.of(lambdas / priced, usd / priced);
      step = new Step(rules, stage, scale);
    }
  }

  /// A row that the serving policy decided while the candidate was in shadow; nothing at another
  /// stage. `weight` as in {@link Difference}.
  public void shadowed(Shadowed row, double weight, Outcome outcome) {
    if (stage != Stage.SHADOW) {
      return;
    }
    step.shadowed(row, weight, outcome);
    double margin = rules.margin() / scale.span();
    if (step.utility().low() > margin) {
      enter(Stage.CANARY, "better in shadow");
    } else if (step.utility().high() < margin) {
      enter(Stage.REJECTED, "not better by the margin");
    } else if (step.rows() >= rules.mostRows()) {
      enter(Stage.REJECTED, "not surely better in " + rules.mostRows() + " rows");
    }
  }

  /// A row of a conversation that was drawn to be the candidate's or not, at the share of now.
  public void served(boolean byCandidate, double weight, Outcome outcome) {
    if (share() == 0) {
      return;
    }
    step.served(byCandidate, weight, outcome);
    if (step.isWorse()) {
      enter(Stage.TAKEN_BACK, "quality");
    } else if (step.isDearer()) {
      enter(Stage.TAKEN_BACK, "cost");
    } else if (stage == Stage.CANARY) {
      leaveCanary();
    }
  }

  private void leaveCanary() {
    if (step.utility().low() > rules.margin() / scale.span()) {
      enter(Stage.SERVING, "better as a canary");
    } else if (step.rows() >= rules.mostRows()) {
      boolean isContradicted = step.utility().high() < 0;
      enter(
          isContradicted ? Stage.TAKEN_BACK : Stage.SERVING,
          isContradicted ? "utility" : "no worse in " + rules.mostRows() + " rows as a canary");
    }
  }

  /// One step on by somebody's word; false when there is none.
  public boolean promote(String word) {
    if (stage.isOver() || stage == Stage.SERVING) {
      return false;
    }
    enter(stage == Stage.SHADOW ? Stage.CANARY : Stage.SERVING, word);
    return true;
  }

  /// Ended by somebody's word; false when it is over.
  public boolean stop(String word) {
    if (stage.isOver()) {
      return false;
    }
    enter(stage == Stage.SHADOW ? Stage.REJECTED : Stage.TAKEN_BACK, word);
    return true;
  }

  /// What was measured stays to be seen once it is over.
  private void enter(Stage next, String because) {
    stage = next;
    why = because;
    if (!next.isOver()) {
      step = new Step(rules, next, scale);
    }
  }

  public void write(ByteWriter out) {
    out.one(STAGES.indexOf(stage)).text(why).count(taught).count(priced);
    out.number(usd).number(lambdas);
    out.number(scale.lambda()).number(scale.mostUsd());
    step.write(out);
  }

  /// Goes on as what `write` wrote, under the same rules.
  public static Candidacy read(Rules rules, ByteReader in) {
    Candidacy read = new Candidacy(rules);
    read.stage = STAGES.get(in.one());
    read.why = in.text();
    read.taught = in.count();
    read.priced = in.count();
    read.usd = in.number();
    read.lambdas = in.number();
    read.scale = new Scale(in.number(), in.number());
    read.step = Step.read(rules, read.scale, in);
    return read;
  }
}
