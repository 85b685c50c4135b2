package dev.pointsman.router.decision;

import java.util.Optional;

/// What an earlier decision means for this one: `toBeat` is the arm whose answer was not good
/// enough, where the request escalates one.
public record Precedent(Optional<String> toBeat) {

  public static final Precedent NONE = new Precedent(Optional.empty());
}
