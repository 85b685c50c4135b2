package dev.pointsman.router.counting;

/// How long a WAV file plays.
public final class Wav {

  private static final int HEAD = 256;
  private static final int FIRST_CHUNK = 12;
  private static final int BYTE_RATE = 16;
  private static final int CHUNK_HEAD = 8;

  private Wav() {}

  /// Seconds by its size and its byte rate; 0 when the base64 text is no WAV file.
  public static double seconds(String base64) {
    Bytes head = Bytes.of(base64, HEAD);
    if (!head.says(0, "RIFF") || !head.says(8, "WAVE")) {
      return 0;
    }
    long rate = 0;
    for (int place = FIRST_CHUNK; place < head.size(); ) {
      if (head.says(place, "fmt ")) {
        rate = head.little32(place + BYTE_RATE);
      }
      if (head.says(place, "data")) {
        long samples = length(base64) - place - CHUNK_HEAD;
        return rate > 0 && samples > 0 ? (double) samples / rate : 0;
      }
      place += (int) Math.min(HEAD, CHUNK_HEAD + head.little32(place + 4));
    }
    return 0;
  }

  /// Bytes of the whole file.
  private static long length(String base64) {
    int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    return base64.length() / 4L * 3 - padding;
  }
}
