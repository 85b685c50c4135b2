package dev.pointsman.feedback.snapshot;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.StreamId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A fold's state behind an entry of its stream, as bytes with a checksum. Immutable.
///
/// Its name is the id of that entry and a hash of the bytes: equal names, equal states. Version 1:
/// learner, build, feature schema, last id, entries folded, whether its learner was chosen, the
/// state, CRC-32C.
public final class Snapshot {

  private static final String KIND = "snapshot";
  private static final int VERSION = 1;
  private static final int NAME_BYTES = 4;

  private final Origin origin;
  private final String lastId;
  private final long folded;
  private final boolean chosen;
  private final byte[] state;
  private final byte[] sealed;

  public Snapshot(Origin origin, String lastId, long folded, boolean chosen, byte[] state) {
    this.origin = origin;
    this.lastId = StreamId.parse(lastId).toString();
    this.folded = folded;
    this.chosen = chosen;
    this.state = state.clone();
    this.sealed =
        new ByteWriter()
            .one(VERSION)
            .text(origin.learner())
            .text(origin.build())
            .text(origin.schema())
            .text(lastId)
            .count(folded)
            .flag(chosen)
            .block(state)
            .sealed();
  }

  /// Checks the checksum before anything is believed; an `IllegalArgumentException` says what is
  /// wrong.
  public static Snapshot parse(byte[] sealed) {
    ByteReader in = ByteReader.sealed(KIND, sealed);
    int version = in.one();
    if (version != VERSION) {
      throw new IllegalArgumentException("a " + KIND + " of version " + version);
    }
    Snapshot read =
        new Snapshot(
            new Origin(in.text(), in.text(), in.text()),
            in.text(),
            in.count(),
            in.flag(),
            in.block());
    in.end();
    return read;
  }

  public String name() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(sealed);
      return lastId + "." + HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  public Origin origin() {
    return origin;
  }

  public String lastId() {
    return lastId;
  }

  public long folded() {
    return folded;
  }

  public boolean chosen() {
    return chosen;
  }

  public byte[] state() {
    return state.clone();
  }

  public byte[] bytes() {
    return sealed.clone();
  }
}
