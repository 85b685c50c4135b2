package dev.pointsman.router.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What is charged beside tokens, in USD a piece.
public record Fees(
    double perRequest,
    double perImage,
    double perOutputImage,
    double perAudioMinute,
    double perSearch) {

  public static final Fees NONE = new Fees(0, 0, 0, 0, 0);

  private static final BigDecimal SECONDS = BigDecimal.valueOf(60);
  private static final int DIGITS = 12;

  /// Micro-USD; seconds are rounded in the twelfth digit, the rest is exact.
  BigDecimal microUsd(Quantities used) {
    BigDecimal audio =
        BigDecimal.valueOf(used.audioSeconds())
            .multiply(BigDecimal.valueOf(perAudioMinute))
            .divide(SECONDS, DIGITS, RoundingMode.HALF_UP);
    return BigDecimal.valueOf(perRequest)
        .add(times(used.images(), perImage))
        .add(times(used.outputImages(), perOutputImage))
        .add(times(used.searches(), perSearch))
        .add(audio)
        .movePointRight(6);
  }

  private static BigDecimal times(int pieces, double usd) {
    return BigDecimal.valueOf(pieces).multiply(BigDecimal.valueOf(usd));
  }
}
