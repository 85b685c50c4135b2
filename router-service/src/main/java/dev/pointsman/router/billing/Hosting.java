package dev.pointsman.router.billing;

/// A machine of one's own that answers for a model: it is paid by the hour, and gets through so
/// many tokens (input and output together) a second when `maxConcurrency` requests keep it busy.
///
/// `utilisation`, in (0, 1], is the share of that which its tokens are taken to fill: each carries
/// its part of the hour. What the hour costs beyond is idle time and nobody's. An arm whose queue
/// is longer than `maxWaitMillis` is passed over for others.
public record Hosting(
    double usdPerHour,
    double tokensPerSecond,
    int maxConcurrency,
    double utilisation,
    long maxWaitMillis) {

  private static final int SECONDS_AN_HOUR = 3_600;
  private static final int HOURS_A_DAY = 24;
  private static final int SECONDS_A_DAY = SECONDS_AN_HOUR * HOURS_A_DAY;

  /// What a token carries of the hour, the same for each.
  Rates rates() {
    double usdPerMtok = usdPerHour / SECONDS_AN_HOUR / (tokensPerSecond * utilisation) * 1e6;
    return Rates.of(usdPerMtok, usdPerMtok);
  }

  /// How long a request waits before its turn when so many are under way, each of about so many
  /// tokens.
  public double waitMillis(int underWay, double tokens) {
    int before = Math.max(0, underWay - maxConcurrency + 1);
    return before * tokens / tokensPerSecond * 1_000;
  }

  /// How long a request of so many tokens takes beside as many others as there may be.
  public double ownMillis(double tokens) {
    return tokens * maxConcurrency / tokensPerSecond * 1_000;
  }

  /// How many of its tokens cost so much.
  public double tokens(double usd) {
    return usd * 1e6 / rates().input();
  }

  public double usdPerDay() {
    return usdPerHour * HOURS_A_DAY;
  }

  /// The most it gets through.
  public double tokensPerDay() {
    return tokensPerSecond * SECONDS_A_DAY;
  }
}
