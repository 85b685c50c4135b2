package dev.pointsman.feedback;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;

/// One signal that counted in a reward: whose, by a hash of the principal; how far its kind is
/// trusted, 0 most; its value as mapped to gold; and the share of its weight that counted.
public record Voice(long principal, int trust, double value, double share) {

  static final Comparator<Voice> ORDER =
      Comparator.comparingInt(Voice::trust)
          .thenComparingLong(Voice::principal)
          .thenComparingDouble(Voice::value);

  /// What a principal is called here: the first eight bytes of its SHA-256.
  public static long hash(String principal) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(principal.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  void write(ByteWriter out) {
    out.fixed(principal).one(trust).number(value).number(share);
  }

  static Voice read(ByteReader in) {
    return new Voice(in.fixed(), in.one(), in.number(), in.number());
  }
}
