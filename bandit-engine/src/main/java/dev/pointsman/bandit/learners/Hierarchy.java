package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// One regression per arm, all held to a shared one, and how firmly is learnt from the rows.
///
/// One thread; `beliefs` for others. A row costs O(d²); a refit, due whenever the rows have grown
/// by a tenth, O(arms x d³).
final class Hierarchy {

  /*
   * Model: y = θ_aᵀx + noise of variance s², θ_a = w + δ_a, w ~ N(e, s² Γ⁻¹), δ_a ~ N(0, s² Λ⁻¹).
   * w is what all arms have in common (a hard prompt is hard for everyone), δ_a what is special to
   * one. Λ and Γ are diagonal, one value for the constant and one for each block of features.
   *
   * Each arm keeps only its own sums A_a, b_a. A refit makes the rest from them: w, s², Λ and Γ,
   * see Population, Refit and Strengths.
   *
   * With no signal in the features δ shrinks to the constants: the mean-only model, and with it the
   * best static mix, is the limit. An arm without rows answers from w: it starts with all that is
   * known of prompts. A guess of an arm's average counts as rows at the average context.
   *
   * Source: Lindley and Smith, Bayes Estimates for the Linear Model (JRSS B 34, 1972).
   */

  /// `expected` and `noise`: value and variance of a row before any was seen. Strengths in rows:
  /// `constantRows` hold an arm's constant to the shared one; `ownRows` its other coefficients, and
  /// `commonRows` the shared ones to 0, both times the mean squared length of the block, so that
  /// the scale of features does not matter. A guess counts `guessRows`. Without `sharing` all stays
  /// as stated at the start.
  record Settings(
      double expected,
      double noise,
      double constantRows,
      double ownRows,
      double commonRows,
      double guessRows,
      boolean sharing) {}

  private static final double FIRST_REFIT = 30;
  private static final double GROWTH = 1.1;
  private static final double LEAST_GROWTH = 10;
  static final int MOST_ARMS = 100_000;

  /// An arm is watched once its own mean is better known than a surprise is allowed to be; what a
  /// change leaves of its rows is little enough to be overruled and enough to survive a false
  /// alarm.
  private static final double WATCHED_ROWS = 100;

  private static final double ROWS_AFTER_CHANGE = 20;
  private static final double SHARE_AFTER_CHANGE = 0.25;

  private final Blocks blocks;
  private final Settings settings;
  private final Population population;
  private final Map<String, Ridge> ridges = new LinkedHashMap<>();
  private final Roster roster = new Roster();
  private final Alarms alarms = new Alarms();
  private final Fading fading = new Fading();
  private final boolean isWatching;
  private double rows;
  private double nextRefit = FIRST_REFIT;

  Hierarchy(Blocks blocks, Settings settings) {
    this(blocks, settings, false);
  }

  /// One that also notices when an arm's rows are not what they were, and then trusts its old ones
  /// little.
  static Hierarchy watching(Blocks blocks, Settings settings) {
    return new Hierarchy(blocks, settings, settings.sharing());
  }

  private Hierarchy(Blocks blocks, Settings settings, boolean isWatching) {
    this.isWatching = isWatching;
    this.blocks = blocks;
    this.settings = settings;
    this.population = new Population(blocks, settings);
  }

  void save(StateWriter out) {
    population.save(out);
    out.number(rows);
    out.number(nextRefit);
    fading.save(out);
    roster.save(out);
    alarms.save(out);
    out.count(ridges.size());
    ridges.forEach(
        (arm, ridge) -> {
          out.text(arm);
          ridge.save(out);
        });
  }

  /// Takes over all that another hierarchy of the same kind saved.
  void restore(StateReader in) {
    population.restore(in);
    rows = in.finite();
    nextRefit = in.finite();
    fading.restore(in);
    roster.restore(in);
    alarms.restore(in);
    for (int left = in.count(MOST_ARMS); left > 0; left--) {
      ridges.put(in.text(), Ridge.restore(in, blocks.dimension()));
    }
  }

  /// Takes what is known of an arm before its rows.
  void describe(Arm arm) {
    roster.describe(arm, rows > 0 && !ridges.containsKey(arm.id()));
    ridge(arm.id()).hold(prior(arm.id()));
  }

  /// The rows that follow are of this time; see {@link Fading}.
  void at(long millis) {
    fading.at(millis);
    if (fading.isDue()) {
      fade();
      holdAll();
    }
  }

  /// Teaches a row of an arm at x, or amends one taught before at the same x. Says whether the row
  /// shows that the arm has changed.
  boolean replace(String arm, double[] x, Amendment row) {
    Ridge ridge = ridge(arm);
    boolean isChange = false;
    if (row.isFirst()) {
      population.meet(x);
      isChange = watch(arm, ridge, row.value() - ridge.posterior().mean(x), row.weight());
    }
    Amendment faded = row.times(fading.weight());
    ridge.replace(x, faded);
    rows += faded.addedWeight();
    if (settings.sharing() && rows >= nextRefit) {
      refit();
      nextRefit = Math.max(rows * GROWTH, rows + LEAST_GROWTH);
    }
    return isChange;
  }

  /// Takes that an arm answered, graded or not.
  void called(String arm) {
    alarms.called(arm);
  }

  /// Lets an arm that has changed keep a quarter of its rows, and nothing of what was guessed of
  /// it; a change that shows still is shown again.
  private boolean watch(String arm, Ridge ridge, double surprise, double weight) {
    alarms.graded(arm, weight);
    if (!isWatching || ridge.weight() < WATCHED_ROWS) {
      return false;
    }
    boolean isChange = alarms.shows(arm, surprise / Math.sqrt(population.noise()), weight);
    if (isChange) {
      double kept = Math.max(SHARE_AFTER_CHANGE, ROWS_AFTER_CHANGE / ridge.weight());
      rows -= (1 - kept) * ridge.weight();
      ridge.discount(kept);
      roster.change(arm);
      ridge.hold(prior(arm));
      nextRefit = rows + LEAST_GROWTH;
    }
    return isChange;
  }

  private void fade() {
    double factor = fading.rebase();
    ridges.values().forEach(ridge -> ridge.discount(factor));
    rows *= factor;
  }

  double mean(String arm, double[] x) {
    return ridge(arm).posterior().mean(x);
  }

  /// All that is believed now, immutable, for any thread.
  Beliefs beliefs() {
    Map<String, Posterior> posteriors = new LinkedHashMap<>();
    ridges.forEach((arm, ridge) -> posteriors.put(arm, ridge.publish()));
    return new Beliefs(
        posteriors,
        population.newcomer(),
        newcomers(),
        alarms.reopened(),
        population.noise(),
        rows);
  }

  private Ridge ridge(String arm) {
    return ridges.computeIfAbsent(arm, id -> new Ridge(prior(id)));
  }

  /// Arms that joined others and are hardly known.
  private Set<String> newcomers() {
    Set<String> newcomers = new HashSet<>();
    ridges.forEach(
        (arm, ridge) -> {
          if (ridge.weight() < NewcomerShare.KNOWN_ROWS && roster.isLate(arm)) {
            newcomers.add(arm);
          }
        });
    return newcomers;
  }

  /// What is expected of an arm: the like of all arms, and of one that is hardly known the like of
  /// its siblings, where it has any that are.
  private Prior prior(String arm) {
    Ridge taught = ridges.get(arm);
    if (taught != null && taught.weight() >= NewcomerShare.KNOWN_ROWS) {
      return population.newcomer().prior(roster.guess(arm));
    }
    double[] mean = new double[blocks.dimension()];
    int known = 0;
    for (String sibling : roster.siblings(arm)) {
      Ridge ridge = ridges.get(sibling);
      if (ridge != null && ridge.weight() >= NewcomerShare.KNOWN_ROWS) {
        Vectors.axpy(1, ridge.posterior().thetas(), mean);
        known++;
      }
    }
    if (known == 0) {
      return population.newcomer().prior(roster.guess(arm));
    }
    Vectors.scale(mean, 1.0 / known);
    return population.like(mean, roster.guess(arm));
  }

  private void refit() {
    population.recentre();
    fade();
    holdAll();
    Refit refit = population.refit();
    ridges.forEach((arm, ridge) -> refit.add(ridge, isGuessed(arm)));
    Posterior joint = population.share(refit);
    holdAll();
    population.settle(refit, joint);
  }

  private void holdAll() {
    ridges.forEach((arm, ridge) -> ridge.hold(prior(arm)));
  }

  /// Whether there are arms and each of them came with a guess that counts.
  boolean isInformed() {
    return !ridges.isEmpty() && ridges.keySet().stream().allMatch(this::isGuessed);
  }

  private boolean isGuessed(String arm) {
    return roster.guess(arm).isPresent();
  }
}
