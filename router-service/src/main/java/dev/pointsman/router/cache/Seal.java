package dev.pointsman.router.cache;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// What leaves this process of a cached answer: a name that tells nothing of the request, and bytes
/// that tell nothing of the answer.
///
/// Names are HMAC-SHA256, bytes are AES-256-GCM with a fresh nonce in front and the name bound in;
/// both keys come from the fleet's secret by HKDF-SHA256. Any thread.
final class Seal {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey naming;
  private final SecretKey sealing;
  private final SecureRandom random = new SecureRandom();

  Seal(byte[] secret) {
    try {
      naming = derived(secret, "HmacSHA256", "pointsman cache: names");
      sealing = derived(secret, "AES", "pointsman cache: answers");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF, HMAC and AES are part of every Java", e);
    }
  }

  /// The name of what is said by these parts; other parts, another name.
  String name(String... parts) {
    try {
      Mac mac = Mac.getInstance(naming.getAlgorithm());
      mac.init(naming);
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        mac.update(bytes);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC is part of every Java", e);
    }
  }

  byte[] close(String name, byte[] content) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] closed = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(content);
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + closed.length);
      System.arraycopy(closed, 0, all, NONCE_BYTES, closed.length);
      return all;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java", e);
    }
  }

  /// Empty for anything this fleet did not close under this name.
  Optional<byte[]> open(String name, byte[] closed) {
    if (closed.length < NONCE_BYTES) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(closed, NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, name, nonce);
      return Optional.of(cipher.doFinal(closed, NONCE_BYTES, closed.length - NONCE_BYTES));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java", e);
    }
  }

  private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static SecretKey derived(byte[] secret, String algorithm, String purpose)
      throws GeneralSecurityException {
    HKDFParameterSpec how =
        HKDFParameterSpec.ofExtract()
            .addIKM(secret)
            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), 32);
    return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, how);
  }
}
