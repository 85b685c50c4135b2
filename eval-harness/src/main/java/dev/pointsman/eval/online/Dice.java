package dev.pointsman.eval.online;

import dev.pointsman.bandit.Seeds;

/// All chance of one round, by purpose: a roll depends on seed, round, purpose and arm alone.
///
/// So the same seed gives every learner and every lambda the same luck, and the number of threads
/// changes nothing.
record Dice(long seed, int round) {

  static final int ARM = 0;
  static final int SHADOWED = 1;
  static final int THUMBED = 2;
  static final int THUMB_UP = 3;
  static final int THUMB_FLIPPED = 4;
  static final int JUDGED = 5;
  static final int JUDGE_ERRS = 6;
  static final int JUDGE_FAVOURS = 7;
  static final int DELAY = 8;

  /// Uniform in [0, 1).
  double roll(int purpose) {
    return roll(purpose, 0);
  }

  double roll(int purpose, int arm) {
    return Seeds.uniform(seedOf(purpose, arm));
  }

  long seedOf(int purpose, int arm) {
    return Seeds.mix(Seeds.mix(Seeds.mix(seed) + round) + purpose * 1_000L + arm);
  }
}
