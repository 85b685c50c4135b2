package dev.pointsman.router.billing;

import dev.pointsman.bandit.Price;
import java.math.BigDecimal;
import java.util.List;

/// What a provider charges for one model, in versions by date: the time of a call decides which
/// holds, so a price dated in the future takes effect by itself and nothing past is rated anew.
/// Immutable; times are in milliseconds since 1970.
public final class PriceList {

  private final List<Version> versions;

  /// What is charged from a time on, until the next version.
  public record Version(long fromMillis, Tariff tariff) {}

  /// `versions` by ascending time, at least one; the first holds before its time as well.
  public PriceList(List<Version> versions) {
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("a price list needs a price");
    }
    this.versions = List.copyOf(versions);
  }

  /// One price for ever.
  public static PriceList of(Tariff tariff) {
    return new PriceList(List.of(new Version(Long.MIN_VALUE, tariff)));
  }

  /// The prices that hold at a time.
  public Tariff at(long millis) {
    Tariff tariff = versions.getFirst().tariff();
    for (Version version : versions) {
      if (version.fromMillis() <= millis) {
        tariff = version.tariff();
      }
    }
    return tariff;
  }

  /// What learners are told of it; a decision reckons with what holds at its time and length, see
  /// {@link Tariff#forEngine}.
  public Price forEngine() {
    return versions.getFirst().tariff().forEngine(0, 0);
  }

  /// Micro-USD as USD in plain digits, `0.000123`.
  public static String usd(long microUsd) {
    return BigDecimal.valueOf(microUsd, 6).toPlainString();
  }
}
