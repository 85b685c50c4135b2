package dev.pointsman.router.cache;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// Names that tell nothing of what they name: HMAC-SHA256 under a key derived from the fleet's
/// secret by HKDF-SHA256. Any thread.
final class Names {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKey key;

  Names(byte[] secret) {
    try {
      HKDFParameterSpec how =
          HKDFParameterSpec.ofExtract()
              .addIKM(secret)
              .thenExpand("cache names".getBytes(StandardCharsets.UTF_8), 32);
      key = KDF.getInstance("HKDF-SHA256").deriveKey(ALGORITHM, how);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF is part of every Java of this version", e);
    }
  }

  /// The name of what is said by these parts; other parts, another name.
  String of(String... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        mac.update(bytes);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
    }
  }
}
