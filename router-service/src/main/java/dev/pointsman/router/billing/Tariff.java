package dev.pointsman.router.billing;

import dev.pointsman.bandit.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// The prices of one model that hold at one time: rates for tokens, other ones for long prompts,
/// and fees. A tier's rates are those of the whole call, not only of the tokens above its bound.
public final class Tariff {

  private final Rates base;
  private final List<Tier> tiers;
  private final Fees fees;
  private final Price price;
  private final Optional<Hosting> hosting;

  /// The rates of calls with more than `above` input tokens.
  public record Tier(int above, Rates rates) {}

  /// `tiers` by ascending bound.
  public Tariff(Rates base, List<Tier> tiers, Fees fees) {
    this(base, tiers, fees, Optional.empty());
  }

  private Tariff(Rates base, List<Tier> tiers, Fees fees, Optional<Hosting> hosting) {
    this.base = base;
    this.hosting = hosting;
    this.tiers = List.copyOf(tiers);
    this.fees = fees;
    this.price = new Price(base.input(), base.output(), fees.perRequest());
  }

  /// Of a machine that is paid by the hour: each token carries its part.
  public static Tariff of(Hosting hosting) {
    return new Tariff(hosting.rates(), List.of(), Fees.NONE, Optional.of(hosting));
  }

  /// The machine behind it, where it is one's own.
  public Optional<Hosting> hosting() {
    return hosting;
  }

  /// The bill in micro-USD, exact in decimal and rounded half up once.
  public long microUsd(Quantities used) {
    return rates(used.tokens().input())
        .microUsd(used)
        .add(fees.microUsd(used))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /// What the call costs at the very most in micro-USD, rounded up: whatever kinds its tokens turn
  /// out to be, and whichever tier no more input than this can reach.
  public long mostMicroUsd(Quantities declared) {
    BigDecimal tokens = base.mostMicroUsd(declared.tokens());
    for (Tier tier : tiers) {
      if (declared.tokens().input() > tier.above()) {
        tokens = tokens.max(tier.rates().mostMicroUsd(declared.tokens()));
      }
    }
    return tokens.add(fees.microUsd(declared)).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /// What tokens cost when the prompt has so many.
  public Rates rates(int inputTokens) {
    Rates rates = base;
    for (Tier tier : tiers) {
      if (inputTokens > tier.above()) {
        rates = tier.rates();
      }
    }
    return rates;
  }

  /// What the engine reckons with for a prompt of so many tokens and images. The same instance
  /// wherever neither matters.
  public Price forEngine(int inputTokens, int images) {
    Rates rates = rates(inputTokens);
    boolean plain = rates.equals(base) && (images == 0 || fees.perImage() == 0);
    if (plain) {
      return price;
    }
    double once = fees.perRequest() + images * fees.perImage();
    return new Price(rates.input(), rates.output(), once);
  }
}
