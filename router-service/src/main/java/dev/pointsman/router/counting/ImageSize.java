package dev.pointsman.router.counting;

import java.util.Optional;

/// Width and height in pixels, both above 0, as the head of an image file has them: PNG, JPEG, GIF
/// and WebP.
record ImageSize(int width, int height) {

  /// A JPEG may hold a preview before it says its size.
  private static final int HEAD = 65_536;

  private static final int MOST = 65_536;

  /// Of a base64 text; empty when it is none of these or tells nonsense.
  static Optional<ImageSize> of(String base64) {
    Bytes head = Bytes.of(base64, 32);
    ImageSize size;
    if (head.says(1, "PNG")) {
      size = new ImageSize(head.big16(18), head.big16(22));
    } else if (head.says(0, "GIF8")) {
      size = new ImageSize(head.little16(6), head.little16(8));
    } else if (head.says(8, "WEBP")) {
      size = webp(head);
    } else if (head.big16(0) == 0xffd8) {
      size = jpeg(Bytes.of(base64, HEAD));
    } else {
      return Optional.empty();
    }
    return Optional.of(size).filter(ImageSize::isSane);
  }

  private boolean isSane() {
    return width > 0 && height > 0 && width <= MOST && height <= MOST;
  }

  private static ImageSize webp(Bytes head) {
    if (head.says(12, "VP8X")) {
      int width = head.little16(24) | head.at(26) << 16;
      return new ImageSize(1 + width, 1 + (head.little16(27) | head.at(29) << 16));
    }
    if (head.says(12, "VP8L")) {
      long bits = head.little32(21);
      return new ImageSize(1 + (int) (bits & 0x3fff), 1 + (int) (bits >> 14 & 0x3fff));
    }
    return new ImageSize(head.little16(26) & 0x3fff, head.little16(28) & 0x3fff);
  }

  /// From segment to segment until one that begins a frame.
  private static ImageSize jpeg(Bytes file) {
    int place = 2;
    while (place < file.size()) {
      int marker = file.at(place + 1);
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        return new ImageSize(file.big16(place + 7), file.big16(place + 5));
      }
      place += 2 + Math.max(2, file.big16(place + 2));
    }
    return new ImageSize(0, 0);
  }
}
