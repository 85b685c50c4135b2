package dev.pointsman.router.billing;

import dev.pointsman.bandit.log.LoggedOutcome.Tokens;

/// What one call is charged for. No token is in two kinds: `cacheWrite1h` (written to a cache that
/// lives an hour) is part of the tokens' cache writes, `audioInput` of their input, `audioOutput`
/// of their output. `images` were sent, `outputImages` came back, `searches` ran at the provider.
public record Quantities(
    Tokens tokens,
    int cacheWrite1h,
    int audioInput,
    int audioOutput,
    int images,
    int outputImages,
    double audioSeconds,
    int searches) {

  public static final Quantities NONE = of(Tokens.of(0, 0));

  /// Tokens of text, and nothing else.
  public static Quantities of(Tokens tokens) {
    return new Quantities(tokens, 0, 0, 0, 0, 0, 0, 0);
  }

  public Quantities withTokens(Tokens other) {
    return with(other, images, outputImages, audioSeconds);
  }

  /// With what was sent and came back beside tokens; seconds the provider counted stay.
  public Quantities withMedia(int sent, int received, double seconds) {
    return with(tokens, sent, received, audioSeconds > 0 ? audioSeconds : seconds);
  }

  private Quantities with(Tokens tokens, int images, int outputImages, double audioSeconds) {
    return new Quantities(
        tokens,
        cacheWrite1h,
        audioInput,
        audioOutput,
        images,
        outputImages,
        audioSeconds,
        searches);
  }
}
