package dev.pointsman.router.budget;

/// What bounds one key beside its budget: how much it may ask, how long a prompt it may send, what
/// one of its sessions may take.
public record KeyLimits(RateLimit rate, InputLimit input, SessionLimit session) {

  public static final KeyLimits NONE =
      new KeyLimits(RateLimit.NONE, InputLimit.NONE, SessionLimit.NONE);
}
