package dev.pointsman.router.config;

import dev.pointsman.router.config.RouterConfig.ModelProvider;
import dev.pointsman.router.config.RouterConfig.Shape;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads `providers`.
final class ProviderReader {

  private ProviderReader() {}

  static Map<String, ModelProvider> read(Section root) {
    Map<String, ModelProvider> providers = new LinkedHashMap<>();
    for (Section section : root.named("providers")) {
      providers.put(
          section.name(),
          new ModelProvider(
              section.name(),
              Shape.of(section.text("type", "openai")),
              baseUrl(section),
              section.text("api_key"),
              section.strings("headers"),
              section.strings("query"),
              section.flag("stream_usage").orElse(true),
              section.text("output_limit", usualLimit(baseUrl(section)))));
    }
    return providers;
  }

  /// OpenAI's newer models refuse the old field, other makers' servers may not know the new one.
  private static String usualLimit(URI url) {
    String host = url.getHost();
    boolean isOpenAi =
        host.equals("api.openai.com")
            || host.endsWith(".openai.azure.com")
            || host.endsWith(".cognitiveservices.azure.com");
    return isOpenAi ? "max_completion_tokens" : "max_tokens";
  }

  private static URI baseUrl(Section section) {
    try {
      URI url = URI.create(section.text("base_url", "").replaceAll("/+$", ""));
      if (url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the text, which may hold a secret.
    }
    throw section.problem("base_url", "must be an address like https://host[:port]/v1");
  }
}
