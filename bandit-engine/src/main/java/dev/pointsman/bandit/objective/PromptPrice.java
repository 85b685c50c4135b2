package dev.pointsman.bandit.objective;

/// What an arm charges for the prompt of a conversation's next turn, in USD per million tokens:
/// read anew, read from the provider's cache, or read and written to it. Pure; any thread.
///
/// Without caching give the input price for all three.
public record PromptPrice(double input, double cachedInput, double cacheWrite) {

  public PromptPrice {
    if (!(input >= 0 && cachedInput >= 0 && cacheWrite >= 0)) {
      throw new IllegalArgumentException(
          "prices must be >= 0, were " + input + ", " + cachedInput + " and " + cacheWrite);
    }
  }

  /// The incumbent's next turn in USD: the first `sharedTokens` of `tokens` are the prefix it was
  /// sent before, at the cached price while the provider's cache lives.
  public double stayingUsd(int tokens, int sharedTokens, boolean cacheLives) {
    if (sharedTokens < 0 || sharedTokens > tokens) {
      throw new IllegalArgumentException(
          "a shared prefix of " + sharedTokens + " tokens in a prompt of " + tokens);
    }
    int cached = cacheLives ? sharedTokens : 0;
    return (cached * cachedInput + (tokens - cached) * input) / 1_000_000;
  }

  /// The same turn in USD when this arm takes the conversation over: nothing of it is cached, and
  /// `writes` says whether it is written to the cache.
  public double switchingUsd(int tokens, boolean writes) {
    return tokens * (writes ? cacheWrite : input) / 1_000_000;
  }
}
