package dev.pointsman.router.live;

import dev.pointsman.bandit.Prediction;
import dev.pointsman.feedback.RewardEntry;
import java.util.List;
import java.util.stream.IntStream;

/// One request as the estimators see it: what was drawn with which propensity, what came of it, and
/// what the policy expected of every arm **before** it learnt of this request. Immutable.
///
/// `arm` is an index into the route's arms, -1 for an arm that is no longer among them. `costUsd`
/// and `reward` are NaN while unknown. Only a `comparable` sample (the policy had its say, and all
/// arms were eligible) tells anything of other policies; only it holds predictions, NaN of an arm
/// that joined the route later.
final class Sample {

  final long tsMillis;
  final int arm;
  final double propensity;
  final boolean routable;
  final boolean holdout;
  final double costUsd;
  final double reward;
  final double weight;
  final int conversation;
  final Asked asked;
  private final float[] qualities;
  private final float[] costs;

  private Sample(Sample before, double costUsd, double reward, double weight, Asked asked) {
    this.tsMillis = before.tsMillis;
    this.arm = before.arm;
    this.propensity = before.propensity;
    this.routable = before.routable;
    this.holdout = before.holdout;
    this.qualities = before.qualities;
    this.costs = before.costs;
    this.conversation = before.conversation;
    this.asked = asked;
    this.costUsd = costUsd;
    this.reward = reward;
    this.weight = weight;
  }

  Sample(long tsMillis, int arm, RewardEntry.Facts facts, List<Prediction> expected) {
    this.tsMillis = tsMillis;
    this.arm = arm;
    this.propensity = facts.propensity();
    this.routable = facts.routable();
    this.holdout = facts.holdout();
    this.conversation = facts.conversation();
    this.asked = Asked.NOBODY;
    this.qualities = new float[expected.size()];
    this.costs = new float[expected.size()];
    for (int i = 0; i < expected.size(); i++) {
      qualities[i] = (float) expected.get(i).quality();
      costs[i] = (float) expected.get(i).costUsd();
    }
    this.costUsd = Double.NaN;
    this.reward = Double.NaN;
    this.weight = 0;
  }

  /// The same among other arms, place by place the index of what it was before or -1.
  private Sample(Sample before, int[] places) {
    this.tsMillis = before.tsMillis;
    this.arm =
        IntStream.range(0, places.length)
            .filter(i -> before.arm >= 0 && places[i] == before.arm)
            .findFirst()
            .orElse(-1);
    this.propensity = before.propensity;
    this.routable = before.routable;
    this.holdout = before.holdout;
    this.qualities = moved(before.qualities, places);
    this.costs = moved(before.costs, places);
    this.conversation = before.conversation;
    this.asked = before.asked;
    this.costUsd = before.costUsd;
    this.reward = before.reward;
    this.weight = before.weight;
  }

  private static float[] moved(float[] before, int[] places) {
    if (before.length == 0) {
      return before;
    }
    float[] moved = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      moved[i] = places[i] < 0 ? Float.NaN : before[places[i]];
    }
    return moved;
  }

  /// The same among the route's arms of now; `places` tells of each where it stood before, -1 for
  /// one that is new.
  Sample among(int[] places) {
    return new Sample(this, places);
  }

  Sample withCost(double usd) {
    return new Sample(this, usd, reward, weight, asked);
  }

  Sample withReward(double value, double itsWeight, Asked said) {
    return new Sample(this, costUsd, value, itsWeight, said);
  }

  boolean comparable() {
    return routable && qualities.length > 0;
  }

  boolean rewarded() {
    return !Double.isNaN(reward);
  }

  boolean costed() {
    return !Double.isNaN(costUsd);
  }

  double expectedQuality(int index) {
    return qualities[index];
  }

  double expectedCost(int index) {
    return costs[index];
  }
}
