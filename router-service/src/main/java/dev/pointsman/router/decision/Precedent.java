package dev.pointsman.router.decision;

import java.util.Optional;

/// What earlier decisions mean for this one: `toBeat` is the arm whose answer was not good enough,
/// where the request escalates one; `stored` the arm whose answer to an equal request is at hand.
public record Precedent(Optional<String> toBeat, Optional<String> stored) {

  public static final Precedent NONE = new Precedent(Optional.empty(), Optional.empty());

  public static Precedent escalated(String arm) {
    return new Precedent(Optional.of(arm), Optional.empty());
  }

  public Precedent withStored(Optional<String> arm) {
    return new Precedent(toBeat, arm);
  }
}
