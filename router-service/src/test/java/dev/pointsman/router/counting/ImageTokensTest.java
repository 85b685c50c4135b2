package dev.pointsman.router.counting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTokensTest {

  private static byte[] png(int width, int height) {
    return ByteBuffer.allocate(33)
        .put("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(ISO_8859_1))
        .putInt(width)
        .putInt(height)
        .array();
  }

  private static ObjectNode part(byte[] file) {
    String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(file);
    ObjectNode part = Json.object().put("type", "image_url");
    part.putObject("image_url").put("url", url);
    return part;
  }

  /// The first three are OpenAI's own examples.
  @ParameterizedTest
  @CsvSource({
    "1024, 1024, 765",
    "2048, 4096, 1105",
    "512, 512, 255",
    "1, 1, 255",
    "10000, 100, 765", // 2048 x 20.48: four tiles
    "0, 100, 765" // nonsense: as of 1024 x 1024
  })
  void tiles_ofASize(int width, int height, int tokens) {
    assertThat(ImageTokens.TILES.of(part(png(width, height)))).isEqualTo(tokens);
  }

  @ParameterizedTest
  @CsvSource({"200, 200, 54", "1000, 1000, 1334", "3000, 3000, 1600"})
  void pixels_ofASize(int width, int height, int tokens) {
    assertThat(ImageTokens.PIXELS.of(part(png(width, height)))).isEqualTo(tokens);
  }

  @Test
  void tiles_lowDetail_isTheBaseOnly() {
    ObjectNode part = part(png(4096, 8192));
    part.withObject("/image_url").put("detail", "low");

    assertThat(ImageTokens.TILES.of(part)).isEqualTo(85);
  }

  /// A preview of 8 x 8 stands before the size.
  @Test
  void size_ofAJpeg_isTheFramesNotThePreviews() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(bytes(0xff, 0xd8, 0xff, 0xe1, 0x00, 0x0d));
    file.writeBytes(bytes(0xff, 0xc0, 0, 17, 8, 0, 8, 0, 8, 3, 1));
    file.writeBytes(bytes(0xff, 0xc4, 0x00, 0x03, 0x00));
    file.writeBytes(bytes(0xff, 0xc2, 0, 17, 8, 0x02, 0x00, 0x04, 0x00, 3, 1));

    assertThat(size(file.toByteArray())).isEqualTo(new ImageSize(1024, 512));
  }

  @Test
  void size_ofGifAndWebp() {
    byte[] gif =
        little(26)
            .put("GIF89a".getBytes(ISO_8859_1))
            .putShort((short) 640)
            .putShort((short) 480)
            .array();
    byte[] lossy =
        little(33)
            .put(webp("VP8 "))
            .put(20, new byte[6])
            .putShort(26, (short) 320)
            .putShort(28, (short) 200)
            .array();
    byte[] extended =
        little(33).put(webp("VP8X")).putShort(24, (short) 1999).putShort(27, (short) 999).array();
    byte[] lossless =
        little(33).put(webp("VP8L")).put(20, (byte) 0x2f).putInt(21, 99 | 49 << 14).array();

    assertThat(size(gif)).isEqualTo(new ImageSize(640, 480));
    assertThat(size(lossy)).isEqualTo(new ImageSize(320, 200));
    assertThat(size(extended)).isEqualTo(new ImageSize(2000, 1000));
    assertThat(size(lossless)).isEqualTo(new ImageSize(100, 50));
  }

  @Test
  void size_ofWhatIsNoImage_isUnknown() {
    assertThat(ImageSize.of("")).isEmpty();
    assertThat(ImageSize.of("not base64 at all, ever!")).isEmpty();
    assertThat(ImageSize.of(Base64.getEncoder().encodeToString(bytes(0xff, 0xd8)))).isEmpty();
    assertThat(Wav.seconds("UklGRg==")).isZero();
  }

  private static ImageSize size(byte[] file) {
    return ImageSize.of(Base64.getEncoder().encodeToString(file)).orElseThrow();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] webp(String kind) {
    return ("RIFF\0\0\0\0WEBP" + kind).getBytes(ISO_8859_1);
  }

  private static byte[] bytes(int... all) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int one : all) {
      out.write(one);
    }
    return out.toByteArray();
  }
}
