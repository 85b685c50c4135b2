package dev.pointsman.feedback.trust;

/// What was known of a voice on a route when it gave a vote: the how-manieth of its day the vote
/// is, how many of its earlier votes stood beside better evidence on the same answer, and how many
/// of those agreed with it.
///
/// Taken once, where the vote is written down, and kept with it; so the vote's weight never changes
/// afterwards, and whoever folds reads a number.
public record Standing(long vote, long agreed, long audits) {

  /// Of who is not counted: an application, a judge, a user without a name.
  public static final Standing NONE = new Standing(1, 0, 0);

  /// Votes of a day that count fully; the n-th after them counts sqrt(FULL / n).
  static final int FULL = 5;

  /// Votes of a day that count at all. A voice's day weighs no more than {@link #MOST_A_DAY} votes.
  static final int MOST = 200;

  static final double MOST_A_DAY = 2 * Math.sqrt((double) FULL * MOST) - FULL;

  /// Before this many audits a voice is taken to be honest.
  static final int LEAST_AUDITS = 5;

  private static final double PRIOR_AGREED = 6;
  private static final double PRIOR_AUDITS = 8;

  /// Splits what {@link #toString} wrote; `NONE` of anything else.
  public static Standing parse(String text) {
    String[] parts = text.split(" ", -1);
    try {
      return parts.length == 3
          ? new Standing(
              Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]))
          : NONE;
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  /// The share of a vote's weight that counts, 0 to 1.
  public double share() {
    if (vote > MOST) {
      return 0;
    }
    double presence = Math.min(1, Math.sqrt((double) FULL / vote));
    return audits < LEAST_AUDITS ? presence : presence * reliability();
  }

  /// How far the voice agrees beyond chance, measured by what is expected of an honest one: the
  /// mean of a Beta posterior over its agreement, from half (0) to the prior's mean (1).
  private double reliability() {
    double agreement = (PRIOR_AGREED + agreed) / (PRIOR_AUDITS + audits);
    return Math.clamp((agreement - 0.5) / (PRIOR_AGREED / PRIOR_AUDITS - 0.5), 0, 1);
  }

  @Override
  public String toString() {
    return vote + " " + agreed + " " + audits;
  }
}
