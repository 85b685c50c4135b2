package dev.pointsman.feedback.judge;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

  /// All who may come to read an answer.
  public List<Judge> judges() {
    return Stream.concat(Stream.of(first), other.stream()).toList();
  }

  /// Who grades answers of these families; empty when nobody may.
  public Optional<Seat> seat(String... families) {
    Set<String> judged = new HashSet<>(List.of(families));
    Optional<Seat> stranger =
        judges().stream()
            .filter(judge -> !judged.contains(judge.family()))
            .map(judge -> new Seat(judge.model(), 1))
            .findFirst();
    if (stranger.isPresent()) {
      return stranger;
    }
    return ownShare > 0 ? Optional.of(new Seat(first.model(), ownShare)) : Optional.empty();
  }
}
