package dev.pointsman.feedback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Leave to give feedback on one decision until a time: who has the token asked, or was answered.
///
/// A token is base64url of the expiry (seconds, 8 bytes) and the first 16 bytes of HMAC-SHA256 over
/// expiry and decision id. The secret is shared by all routers of a fleet. Any thread.
public final class FeedbackTokens {

  private static final int SECRET_BYTES = 32;
  private static final int MAC_BYTES = 16;
  private static final long NO_EXPIRY = -1;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec secret;
  private final Duration life;
  private final InstantSource clock;

  public FeedbackTokens(byte[] secret, Duration life, InstantSource clock) {
    if (secret.length < SECRET_BYTES) {
      throw new IllegalArgumentException(
          "a token secret needs " + SECRET_BYTES + " bytes, has " + secret.length);
    }
    this.secret = new SecretKeySpec(secret, ALGORITHM);
    this.life = life;
    this.clock = clock;
  }

  public static byte[] newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  public String issue(String decisionId) {
    long expiry = clock.instant().plus(life).getEpochSecond();
    ByteBuffer token = ByteBuffer.allocate(Long.BYTES + MAC_BYTES);
    token.putLong(expiry).put(mac(expiry, decisionId));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /// Whether the token was issued for this decision and has not expired. The comparison takes the
  /// same time wherever the bytes differ.
  public boolean admits(String decisionId, String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (bytes.length != Long.BYTES + MAC_BYTES) {
      return false;
    }
    long expiry = ByteBuffer.wrap(bytes).getLong();
    byte[] given = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
    boolean isOurs = MessageDigest.isEqual(given, mac(expiry, decisionId));
    return isOurs && clock.instant().getEpochSecond() <= expiry;
  }

  /// The principal of a user by this name: a keyed hash, so that the name is not written down and
  /// cannot be found by trying names without the secret.
  public String principal(String user) {
    byte[] hash = mac(NO_EXPIRY, user);
    return Voices.USER + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private byte[] mac(long expiry, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(expiry).flip());
      byte[] full = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(full, MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
    }
  }
}
