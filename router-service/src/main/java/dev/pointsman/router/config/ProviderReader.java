package dev.pointsman.router.config;

import dev.pointsman.router.config.RouterConfig.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
              section.text("output_limit", usualLimit(baseUrl(section))),
              caFile(section)));
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

  private static Optional<Path> caFile(Section section) {
    Optional<Path> file = section.text("ca_file").map(Path::of);
    if (file.isPresent()) {
      try (InputStream in = Files.newInputStream(file.get())) {
        if (!CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
          return file;
        }
      } catch (IOException | CertificateException e) {
        // Said below, with what it has to be.
      }
      throw section.problem("ca_file", "must be a file of certificates in PEM that can be read");
    }
    return file;
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
