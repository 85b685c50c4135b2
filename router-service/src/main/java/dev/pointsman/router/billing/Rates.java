package dev.pointsman.router.billing;

import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import java.math.BigDecimal;
import java.util.stream.DoubleStream;

/// What tokens cost by kind, in USD per million (which is micro-USD per token).
public record Rates(
    double input,
    double output,
    double cachedInput,
    double cacheWrite,
    double cacheWrite1h,
    double reasoning,
    double audioInput,
    double audioOutput) {

  /// Every kind at the price of its side.
  public static Rates of(double input, double output) {
    return new Rates(input, output, input, input, input, output, input, output);
  }

  /// Micro-USD, exact. Each token once: cached, written and audio tokens are no plain input,
  /// reasoning and audio tokens no plain output; counts that exceed their whole are cut to it.
  BigDecimal microUsd(Quantities used) {
    Tokens tokens = used.tokens();
    int cached = Math.min(tokens.cached(), tokens.input());
    int written = Math.min(tokens.cacheWrite(), tokens.input() - cached);
    int hour = Math.min(used.cacheWrite1h(), written);
    int heard = Math.min(used.audioInput(), tokens.input() - cached - written);
    int reasoned = Math.min(tokens.reasoning(), tokens.output());
    int spoken = Math.min(used.audioOutput(), tokens.output() - reasoned);
    return part(tokens.input() - cached - written - heard, input)
        .add(part(cached, cachedInput))
        .add(part(written - hour, cacheWrite))
        .add(part(hour, cacheWrite1h))
        .add(part(heard, audioInput))
        .add(part(tokens.output() - reasoned - spoken, output))
        .add(part(reasoned, reasoning))
        .add(part(spoken, audioOutput));
  }

  /// The same with every token of the dearest kind of its side.
  BigDecimal mostMicroUsd(Tokens tokens) {
    DoubleStream in = DoubleStream.of(input, cachedInput, cacheWrite, cacheWrite1h, audioInput);
    DoubleStream out = DoubleStream.of(output, reasoning, audioOutput);
    return part(tokens.input(), in.max().orElse(0)).add(part(tokens.output(), out.max().orElse(0)));
  }

  private static BigDecimal part(int tokens, double usdPerMtok) {
    return tokens == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(tokens).multiply(BigDecimal.valueOf(usdPerMtok));
  }
}
