package dev.pointsman.router.costs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.billing.Fees;
import dev.pointsman.router.billing.Quantities;
import dev.pointsman.router.billing.Rates;
import dev.pointsman.router.billing.Tariff;
import dev.pointsman.router.openai.ChatRequest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a budget would have to reserve for a request.
class DeclaredTest {

  /// Three choices of 50 tokens; 30,000 bytes that are no WAV are 30 s of MP3 at the very most.
  @Test
  void declared_choicesImagesAndAudio_areAllInTheMost() {
    String mp3 = Base64.getEncoder().encodeToString(new byte[30_000]);
    String body =
        """
        {"model": "m", "n": 3, "messages": [{"role": "user", "content": [
          {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}},
          {"type": "input_audio", "input_audio": {"format": "mp3", "data": "%s"}}]}]}
        """
            .formatted(mp3);
    Tariff tariff = new Tariff(Rates.of(1, 2), List.of(), new Fees(0.1, 0.01, 9, 0.006, 9));

    Quantities declared = ChatRequest.parse(body.getBytes(UTF_8), Map.of()).declared(1_000, 50);

    assertThat(declared.tokens().output()).isEqualTo(150);
    // 1,000 x 1 + 150 x 2, a request, an image, half a minute
    assertThat(tariff.mostMicroUsd(declared)).isEqualTo(1_300 + 100_000 + 10_000 + 3_000);
  }
}
