package dev.pointsman.router.counting;

import java.util.Base64;

/// The first bytes of a base64 text, read by place; places beyond them read as 0.
final class Bytes {

  private final byte[] all;

  private Bytes(byte[] all) {
    this.all = all;
  }

  /// Of at most so many bytes; none where the text is no base64.
  static Bytes of(String base64, int most) {
    int characters = Math.min(base64.length(), (most + 2) / 3 * 4);
    try {
      return new Bytes(Base64.getDecoder().decode(base64.substring(0, characters / 4 * 4)));
    } catch (IllegalArgumentException e) {
      return new Bytes(new byte[0]);
    }
  }

  int size() {
    return all.length;
  }

  int at(int place) {
    return place >= 0 && place < all.length ? all[place] & 0xff : 0;
  }

  /// Two bytes, the higher one first.
  int big16(int place) {
    return at(place) << 8 | at(place + 1);
  }

  /// Two bytes, the lower one first.
  int little16(int place) {
    return at(place + 1) << 8 | at(place);
  }

  long little32(int place) {
    return (long) little16(place + 2) << 16 | little16(place);
  }

  boolean says(int place, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (at(place + i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
