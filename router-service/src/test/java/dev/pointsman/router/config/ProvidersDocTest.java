package dev.pointsman.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example of `docs/providers.md` is a configuration that loads.
class ProvidersDocTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("## ([^\n]+)\n(?:(?!## )[^\n]*\n)*?```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile("\\bid: ([^,]+),");

  static Stream<Map.Entry<String, String>> examples() throws IOException {
    Path doc =
        Path.of(System.getProperty("pointsman.root", "..")).resolve("docs").resolve("providers.md");
    Map<String, String> examples = new LinkedHashMap<>();
    Matcher matcher = EXAMPLE.matcher(Files.readString(doc));
    while (matcher.find()) {
      examples.put(matcher.group(1), matcher.group(2));
    }
    return examples.entrySet().stream();
  }

  @Test
  void examples_areThereForEveryProvider() throws IOException {
    assertThat(examples().map(Map.Entry::getKey))
        .containsExactly(
            "OpenAI",
            "Azure OpenAI",
            "OpenRouter",
            "vLLM",
            "LocalAI",
            "Ollama",
            "LiteLLM proxy",
            "DeepSeek",
            "Mistral",
            "Groq",
            "Together",
            "Fireworks",
            "llama.cpp",
            "Gemini",
            "Anthropic");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void example_isAConfigurationThatLoads(Map.Entry<String, String> example) {
    Matcher id = ID.matcher(example.getValue());
    assertThat(id.find()).isTrue();
    String yaml = example.getValue() + "routes: { auto: { arms: [\"" + id.group(1) + "\"] } }\n";

    RouterConfig config = RouterConfig.parse(yaml, example.getKey(), new Everything());

    assertThat(config.models()).isNotEmpty();
    assertThat(config.toString()).doesNotContain("a-secret");
  }

  /// An environment in which every variable is set.
  private static final class Everything extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String get(Object key) {
      return "a-secret";
    }
  }
}
