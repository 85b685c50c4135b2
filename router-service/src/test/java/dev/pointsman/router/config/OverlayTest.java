package dev.pointsman.router.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.router.config.ConfigSource.Loaded;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayTest {

  private static final String FILE =
      """
      providers:
        p: { base_url: http://h/v1, api_key: "${KEY}" }
      models:
        - { id: a, provider: p, price: { input: 1, output: 2 } }
        - { id: b/c, provider: p, price: { input: 3, output: 4 }, params: { x: "${KEY}" } }
      routes:
        auto: { arms: [a, b/c] }
        other: { arms: [a] }
      """;

  private static final ConfigSource SOURCE =
      ConfigSource.of("f.yaml", FILE, Map.of("KEY", "marked-secret"));

  @Test
  void load_withEntries_areLaidOverTheFile() {
    Loaded loaded =
        load(
            Map.of(
                "arm:n", "{\"id\":\"n\",\"provider\":\"p\",\"price\":{\"input\":5,\"output\":6}}",
                "price:b/c",
                    "[{\"input\":9,\"output\":9},"
                        + "{\"from\":\"2026-01-01\",\"input\":8,\"output\":8}]",
                "route:auto", "{\"arms\":[\"a\",\"n\"]}",
                "route:other", ""));

    assertThat(loaded.config().models()).extracting("id").containsExactly("a", "b/c", "n");
    assertThat(loaded.config().routes()).extracting("name").containsExactly("auto");
    assertThat(loaded.config().routes().getFirst().arms()).containsExactly("a", "n");
    assertThat(loaded.config().models().get(1).price().forEngine().inputUsdPerMtok()).isEqualTo(9);
  }

  @Test
  void load_armTakenAway_othersKeepTheirPlace() {
    Loaded loaded =
        load(Map.of("arm:a", "", "route:auto", "{\"arms\":[\"b/c\"]}", "route:other", ""));

    assertThat(loaded.config().models()).extracting("id").containsExactly("b/c");
    assertThat(loaded.written().path("models")).hasSize(1);
  }

  @Test
  void written_showsNoSecretAndNothingButModelsAndRoutes() {
    Loaded loaded = load(Map.of());

    assertThat(loaded.written().toString()).contains("${KEY}").doesNotContain("marked-secret");
    assertThat(loaded.written().fieldNames()).toIterable().containsOnly("models", "routes");
    assertThat(SOURCE.toString()).doesNotContain("marked-secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "arm:n | {\"id\":\"n\",\"provider\":\"p\",\"prise\":{}} | arm `n`: prise: unknown key; did"
            + " you mean `price`?",
        "arm:n | {\"id\":\"n\",\"provider\":\"p\",\"price\":{\"input\":-1,\"output\":1}} | arm `n`:"
            + " price.input: ",
        "arm:n | {\"id\":\"n\",\"provider\":\"q\",\"price\":{\"input\":1,\"output\":1}} | arm `n`:"
            + " provider: no provider `q`",
        "arm:n | {\"id\":\"n\"} | arm `n`: needs the key `provider`",
        "arm:n |"
            + " {\"id\":\"n\",\"provider\":\"p\",\"model\":\"${KEY}\",\"price\":{\"input\":1,\"output\":1}}"
            + " | arm `n`: variables like",
        "arm:n | [1] | arm `n`: what is kept of it is no JSON object",
        "arm:a | ~~ | f.yaml:7: routes.auto.arms: no model with id `a`",
        "price:a | [{\"input\":1,\"outptu\":1}] | price `a`: [0].outptu: unknown key; did you mean"
            + " `output`?",
        "route:auto | [] | route `auto`: what is kept of it is no JSON object",
        "price:a | {\"input\":\"x\",\"output\":1} | price `a`: input: ",
        "route:auto | {\"arms\":[\"z\"]} | route `auto`: arms: no model with id `z`",
        "route:auto | {\"arms\":[\"a\"],\"mode\":\"observe\"} | route `auto`: mode: needs the key"
            + " `baseline`",
        "what:a | {} | a change made at run time is kept as `what:a`, which is unknown",
      })
  void load_badEntry_isNamed(String key, String text, String complaint) {
    assertThatThrownBy(() -> load(Map.of(key, text)))
        .isInstanceOf(ConfigProblem.class)
        .hasMessageStartingWith(complaint);
  }

  private static Loaded load(Map<String, String> texts) {
    return SOURCE.load(FILE, Overlay.of(texts));
  }
}
