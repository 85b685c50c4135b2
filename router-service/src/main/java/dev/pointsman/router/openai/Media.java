package dev.pointsman.router.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.counting.Wav;

/// What a request holds beside text: how many images, seconds of audio where their number can be
/// read (WAV), and the seconds that all its audio can last at most.
public record Media(int images, double audioSeconds, double mostAudioSeconds) {

  public static final Media NONE = new Media(0, 0, 0);

  /// Characters of base64 a second at 8 kbit/s, the least an MP3 has.
  private static final double THINNEST = 1_000 * 4 / 3.0;

  Media and(Media more) {
    return new Media(
        images + more.images,
        audioSeconds + more.audioSeconds,
        mostAudioSeconds + more.mostAudioSeconds);
  }

  /// Of a part of a message; a tool's result may hold parts of its own.
  static Media of(JsonNode part) {
    String type = part.path("type").asText("");
    if (type.startsWith("image")) {
      return new Media(1, 0, 0);
    }
    if (type.equals("input_audio")) {
      String data = part.path("input_audio").path("data").asText("");
      double seconds = Wav.seconds(data);
      return new Media(0, seconds, seconds > 0 ? seconds : data.length() / THINNEST);
    }
    Media inside = NONE;
    for (JsonNode inner : part.path("content")) {
      inside = inside.and(of(inner));
    }
    return inside;
  }
}
