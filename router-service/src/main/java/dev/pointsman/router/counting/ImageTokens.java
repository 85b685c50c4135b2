package dev.pointsman.router.counting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// How many tokens an image part of a message counts for. An image whose size is not known here (it
/// stands at an address, or in a format that is not read) counts as one of 1024 x 1024.
public enum ImageTokens {
  /// OpenAI's tiles: 85, and unless asked for in low detail 170 for each tile of 512 x 512 after
  /// scaling into 2048 x 2048 and then to a shorter side of 768 at most.
  TILES {
    @Override
    int of(JsonNode part) {
      return part.path("image_url").path("detail").asText("").equals("low")
          ? A_BASE
          : A_BASE + A_TILE * tiles(size(part));
    }
  },

  /// Anthropic's: a token for 750 pixels, at most 1,600.
  PIXELS {
    @Override
    int of(JsonNode part) {
      ImageSize size = size(part);
      double tokens = Math.ceil((double) size.width() * size.height() / PIXELS_PER_TOKEN);
      return (int) Math.min(MOST, tokens);
    }
  };

  private static final int A_BASE = 85;
  private static final int A_TILE = 170;
  private static final double TILE = 512;
  private static final double LONGEST = 2_048;
  private static final double SHORTER = 768;
  private static final double PIXELS_PER_TOKEN = 750;
  private static final int MOST = 1_600;
  private static final ImageSize UNKNOWN = new ImageSize(1_024, 1_024);

  /// Of a part in OpenAI's form or Anthropic's.
  abstract int of(JsonNode part);

  private static int tiles(ImageSize size) {
    double scale = Math.min(1, LONGEST / Math.max(size.width(), size.height()));
    scale = Math.min(scale, SHORTER / Math.min(size.width(), size.height()));
    double across = Math.ceil(size.width() * scale / TILE);
    return (int) (across * Math.ceil(size.height() * scale / TILE));
  }

  private static ImageSize size(JsonNode part) {
    JsonNode image = part.path("image_url");
    String url = image.isTextual() ? image.textValue() : image.path("url").asText("");
    String base64 =
        url.startsWith("data:")
            ? url.substring(url.indexOf(',') + 1)
            : part.path("source").path("data").asText("");
    return Optional.of(base64)
        .filter(data -> !data.isEmpty())
        .flatMap(ImageSize::of)
        .orElse(UNKNOWN);
  }
}
