package dev.pointsman.router.cache;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// What leaves this process of a cached answer: a name that tells nothing of the request, and bytes
/// that tell nothing of the answer.
///
/// Names are HMAC-SHA256 under a key from the fleet's secret by HKDF-SHA256; bytes are sealed under
/// their name, see {@link dev.pointsman.feedback.Seal}. Any thread.
final class Seal {

  private final SecretKey naming;
  private final dev.pointsman.feedback.Seal sealing;

  Seal(byte[] secret) {
    sealing = new dev.pointsman.feedback.Seal(secret, "pointsman cache: answers");
    try {
      HKDFParameterSpec how =
          HKDFParameterSpec.ofExtract()
              .addIKM(secret)
              .thenExpand("pointsman cache: names".getBytes(StandardCharsets.UTF_8), 32);
      naming = KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256", how);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF and HMAC are part of every Java of this version", e);
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
    return sealing.close(name, content);
  }

  /// Empty for anything this fleet did not close under this name.
  Optional<byte[]> open(String name, byte[] closed) {
    return sealing.open(name, closed);
  }
}
