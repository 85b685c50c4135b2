package dev.pointsman.router.config;

import java.math.BigDecimal;
import java.util.Optional;

/// Amounts of USD in the configuration, as whole micro-USD.
final class Money {

  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

  private Money() {}

  /// Throws a {@link ConfigProblem} for what is below 0, above a billion or finer than a micro-USD.
  static Optional<Long> microUsd(Section section, String key) {
    return section
        .decimal(key)
        .map(
            usd -> {
              if (usd.signum() < 0 || usd.compareTo(MOST) > 0) {
                throw section.problem(key, "must be USD from 0 to 1000000000");
              }
              BigDecimal micros = usd.movePointRight(6).stripTrailingZeros();
              if (micros.scale() > 0) {
                throw section.problem(key, "is finer than a millionth of a USD; round it");
              }
              return micros.longValueExact();
            });
  }
}
