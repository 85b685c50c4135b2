package dev.pointsman.feedback.judge;

import dev.pointsman.feedback.judge.Ruling.Preference;

/// Two answers compared in both orders, since judges favour a place. Pure.
public final class Duel {

  private Duel() {}

  /// What the first answer is worth, 1, 0, or 0.5 for a tie: it must win in both orders, the judge
  /// having seen it first, then second. A judge that changes its mind with the order has none.
  public static double value(Preference shownFirst, Preference shownSecond) {
    if (shownFirst == Preference.FIRST && shownSecond == Preference.SECOND) {
      return 1;
    }
    if (shownFirst == Preference.SECOND && shownSecond == Preference.FIRST) {
      return 0;
    }
    return 0.5;
  }
}
