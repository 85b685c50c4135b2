package dev.pointsman.bandit.change;

import dev.pointsman.bandit.change.Candidacy.Outcome;
import dev.pointsman.bandit.change.Candidacy.Stage;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import java.util.List;

/// What was measured since a stage began. One thread.
final class Step {

  private static final List<Stage> STAGES = List.of(Stage.values());

  private final Rules rules;
  private final Stage stage;
  private final double share;
  private final Scale scale;
  private final Difference utility;
  private final Difference quality;
  private final Difference cost;
  private final Decline worse;
  private final Decline dearer;
  private double utilities;
  private double qualities;
  private double costs;
  private long rows;

  Step(Rules rules, Stage stage, Scale scale) {
    this.rules = rules;
    this.stage = stage;
    this.scale = scale;
    this.share = Candidacy.share(rules, stage);
    this.utility = new Difference(rules.alpha());
    this.quality = new Difference(rules.alpha());
    this.cost = new Difference(rules.alpha());
    double most = 1 / Math.min(rules.share(), 1 - rules.share());
    this.worse = new Decline(rules.alpha() / 2, most + rules.qualityLoss());
    this.dearer = new Decline(rules.alpha() / 2, most + allowedRise());
  }

  long rows() {
    return rows;
  }

  Difference utility() {
    return utility;
  }

  Difference quality() {
    return quality;
  }

  Difference cost() {
    return cost;
  }

  boolean isWorse() {
    return worse.isSure();
  }

  boolean isDearer() {
    return dearer.isSure();
  }

  void shadowed(Shadowed row, double weight, Outcome outcome) {
    double spent = scale.cost(outcome.costUsd());
    utility.add(row.score(scale.utility(outcome.quality(), outcome.costUsd())), weight);
    quality.add(plain(row, outcome.quality(), qualities), weight);
    cost.add(plain(row, spent, costs), weight);
    seen(outcome, spent);
  }

  void served(boolean byCandidate, double weight, Outcome outcome) {
    double spent = scale.cost(outcome.costUsd());
    double worth = scale.utility(outcome.quality(), outcome.costUsd());
    Score better = Score.split(byCandidate, share, outcome.quality(), mean(qualities));
    Score rise = Score.split(byCandidate, share, spent, mean(costs));
    utility.add(Score.split(byCandidate, share, worth, mean(utilities)), weight);
    quality.add(better, weight);
    cost.add(rise, weight);
    worse.add(weight * better.value() + rules.qualityLoss());
    dearer.add(allowedRise() - weight * rise.value());
    seen(outcome, spent);
  }

  /// Without predictions: the mean of earlier rows stands for what is expected.
  private Score plain(Shadowed row, double outcome, double sum) {
    double guess = mean(sum);
    double most = row.mostRatio() - 1;
    return new Score(
        (row.ratio() - 1) * (outcome - guess),
        Math.min(-most * guess, -(1 - guess)),
        Math.max(most * (1 - guess), guess));
  }

  private double allowedRise() {
    return rules.costRise() / Scale.MOST_IN_MEANS;
  }

  private double mean(double sum) {
    return rows == 0 ? 0.5 : sum / rows;
  }

  private void seen(Outcome outcome, double spent) {
    utilities += scale.utility(outcome.quality(), outcome.costUsd());
    qualities += outcome.quality();
    costs += spent;
    rows++;
  }

  void write(ByteWriter out) {
    out.one(STAGES.indexOf(stage));
    for (Difference one : List.of(utility, quality, cost)) {
      one.write(out);
    }
    worse.write(out);
    dearer.write(out);
    out.number(utilities).number(qualities).number(costs).count(rows);
  }

  static Step read(Rules rules, Scale scale, ByteReader in) {
    Step read = new Step(rules, STAGES.get(in.one()), scale);
    for (Difference one : List.of(read.utility, read.quality, read.cost)) {
      one.read(in);
    }
    read.worse.read(in);
    read.dearer.read(in);
    read.utilities = in.number();
    read.qualities = in.number();
    read.costs = in.number();
    read.rows = in.count();
    return read;
  }
}
