package dev.pointsman.bandit.learners;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The envelope of a saved state: what it is of, and proof that it is whole.
///
/// | part | bytes |
/// |---|---|
/// | `PMLS`, format | 4 + 4 |
/// | build and schema hash, each with its length | texts |
/// | state | the rest |
/// | SHA-256 of all before | 32 |
final class Snapshot {

  private static final byte[] MAGIC = "PMLS".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 2;
  private static final int DIGEST = 32;

  private final String build;
  private final String schema;
  private final byte[] state;

  Snapshot(String build, String schema, byte[] state) {
    this.build = build;
    this.schema = schema;
    this.state = state;
  }

  String build() {
    return build;
  }

  String schema() {
    return schema;
  }

  byte[] state() {
    return state;
  }

  byte[] toBytes() {
    StateWriter head = new StateWriter();
    head.count(FORMAT);
    head.text(build);
    head.text(schema);
    byte[] texts = head.toBytes();
    byte[] all = Arrays.copyOf(MAGIC, MAGIC.length + texts.length + state.length + DIGEST);
    System.arraycopy(texts, 0, all, MAGIC.length, texts.length);
    System.arraycopy(state, 0, all, MAGIC.length + texts.length, state.length);
    int end = all.length - DIGEST;
    System.arraycopy(digest(all, end), 0, all, end, DIGEST);
    return all;
  }

  /// Checks format and checksum before anything is believed.
  static Snapshot of(byte[] all) {
    int end = all.length - DIGEST;
    if (end < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(all, MAGIC.length))) {
      throw new SnapshotException("it is not a learner's snapshot");
    }
    if (!MessageDigest.isEqual(digest(all, end), Arrays.copyOfRange(all, end, all.length))) {
      throw new SnapshotException("its checksum is wrong, it was damaged or cut");
    }
    StateReader head = new StateReader(Arrays.copyOfRange(all, MAGIC.length, end));
    int format = head.count(Integer.MAX_VALUE);
    if (format != FORMAT) {
      throw new SnapshotException("its format is " + format + ", this program reads " + FORMAT);
    }
    String build = head.text();
    String schema = head.text();
    return new Snapshot(build, schema, head.rest());
  }

  private static byte[] digest(byte[] all, int end) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(all, 0, end);
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
