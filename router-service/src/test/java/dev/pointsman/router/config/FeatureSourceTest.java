package dev.pointsman.router.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.bandit.features.Embedding;
import dev.pointsman.bandit.features.Featurizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureSourceTest {

  @TempDir private Path folder;

  private static FeatureSource parsed(String features) {
    String yaml =
        """
        providers: { p: { base_url: "http://host/v1" } }
        models: [ { id: a, provider: p, price: { input: 1, output: 1 } } ]
        routes: { auto: { arms: [a] } }
        """;
    return RouterConfig.parse(yaml + features, "pointsman.yaml", Map.of()).features();
  }

  @Test
  void featurizer_nothingSaid_isTheShippedOne() {
    assertThat(parsed("").featurizer()).isSameAs(Featurizers.standard());
    assertThat(parsed("features: { embedding: hashed }\n").embedding()).isEqualTo(Embedding.HASHED);
  }

  @Test
  void parse_fileBesideEmbeddingOrUnknownName_isRefusedInOneLine() {
    assertThatThrownBy(() -> parsed("features: { file: f, embedding: static }\n"))
        .isInstanceOf(ConfigProblem.class)
        .hasMessageContaining("stands beside file")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> parsed("features: { embedding: bert }\n"))
        .isInstanceOf(ConfigProblem.class)
        .hasMessageContaining("hashed");
  }

  @Test
  void featurizer_absentOrForeignFile_isRefusedInOneLine() throws IOException {
    Path foreign = Files.writeString(folder.resolve("foreign.bin"), "hello, I am no features");

    assertThatThrownBy(() -> parsed("features: { file: nowhere.bin }\n").featurizer())
        .isInstanceOf(ConfigProblem.class)
        .hasMessage("features.file: there is no file nowhere.bin; check the path");
    assertThatThrownBy(() -> parsed("features: { file: '" + foreign + "' }\n").featurizer())
        .isInstanceOf(ConfigProblem.class)
        .hasMessageContaining("is not a file that `features fit` wrote")
        .hasMessageNotContaining("\n");
  }
}
