package dev.pointsman.router.alerts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves to a webhook's receiver who sent it and when: `t=<epoch s>,v1=<hex>`, where the hex is
/// HMAC-SHA256, under the shared secret, of the time, a full stop and the body.
public final class Signature {

  public static final String HEADER = "x-pointsman-signature";

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  public static String of(String secret, long epochSeconds, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] digest = mac.doFinal((epochSeconds + "." + body).getBytes(StandardCharsets.UTF_8));
      return "t=" + epochSeconds + ",v1=" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
