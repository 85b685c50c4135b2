package dev.pointsman.feedback.judge;

import java.util.Optional;

/// Which judge grades whose answers: none grades its own family, to which it may be partial, unless
/// a share for that was set on purpose.
///
/// `other` stands in for `first` on answers of the first's family. Where it is of that family too,
/// or missing, the first grades `ownShare` of them.
public record Bench(Judge first, Optional<Judge> other, double ownShare) {

  /// A judge: its id in the catalogue, and its maker.
  public record Judge(String model, String family) {}

  /// Who grades, and which share of the answers that were drawn.
  public record Seat(String model, double share) {}

  public Bench {
    if (!(ownShare >= 0 && ownShare <= 1)) {
      throw new IllegalArgumentException("a share must be in [0, 1], was " + ownShare);
    }
  }

  /// Empty when nobody may.
  public Optional<Seat> seat(String family) {
    if (!first.family().equals(family)) {
      return Optional.of(new Seat(first.model(), 1));
    }
    Optional<Seat> stranger =
        other.filter(judge -> !judge.family().equals(family)).map(j -> new Seat(j.model(), 1));
    if (stranger.isPresent()) {
      return stranger;
    }
    return ownShare > 0 ? Optional.of(new Seat(first.model(), ownShare)) : Optional.empty();
  }
}
