package dev.pointsman.feedback.trust;

import java.util.Optional;

/// What was known of a voice on a route when it gave a vote: the how-manieth of its day the vote
/// is, how many of its earlier votes stood beside better evidence on the same answer, and how many
/// of those agreed with it.
///
/// Taken once, where the vote is written down, and kept with it; so the vote's weight never changes
/// afterwards, and whoever folds reads a number.
public record Standing(long vote, long agreed, long audits) {

  /// Votes of a day that count fully; the n-th after them counts sqrt(FULL / n).
  static final int FULL = 5;

  /// Votes of a day that count at all. A voice's day weighs no more than {@link #MOST_A_DAY} votes.
  static final int MOST = 200;

  static final double MOST_A_DAY = 2 * Math.sqrt((double) FULL * MOST) - FULL;

  /// What is thought of a voice before its first audit: a little better than a coin.
  private static final double PRIOR_AGREED = 2.2;

  private static final double PRIOR_AUDITS = 4;

  /// Who agrees as often as this counts fully.
  private static final double HONEST = 0.75;

  /// Splits what {@link #toString} wrote; empty of anything else.
  public static Optional<Standing> parse(String text) {
    String[] parts = text.split(" ", -1);
    try {
      return parts.length == 3
          ? Optional.of(
              new Standing(
                  Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// The share of a vote's weight that counts, 0 to 1.
  public double share() {
    if (vote > MOST) {
      return 0;
    }
    return Math.min(1, Math.sqrt((double) FULL / vote)) * reliability();
  }

  /// How far the voice agrees beyond chance: the mean of a Beta posterior over its agreement, from
  /// half (0) to that of an honest voice (1).
  private double reliability() {
    double agreement = (PRIOR_AGREED + agreed) / (PRIOR_AUDITS + audits);
    return Math.clamp((agreement - 0.5) / (HONEST - 0.5), 0, 1);
  }

  @Override
  public String toString() {
    return vote + " " + agreed + " " + audits;
  }
}
