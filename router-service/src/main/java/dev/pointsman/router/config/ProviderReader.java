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
              section.flag("stream_usage").orElse(true)));
    }
    return providers;
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
