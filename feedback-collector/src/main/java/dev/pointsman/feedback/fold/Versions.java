package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.feedback.ArmFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Short hashes for a policy's version: the first 6 bytes of SHA-256, in hex.
final class Versions {

  private static final int BYTES = 6;

  private Versions() {}

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  /// Of the arms with their prices and priors, in their order.
  static String hash(List<Arm> arms) {
    return hash(ArmFields.of(arms));
  }
}
