package dev.pointsman.router.upstream;

import dev.pointsman.router.config.ModelProvider;
import dev.pointsman.router.config.RouterConfig.Shape;
import dev.pointsman.router.upstream.Upstream.Call;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// Where a call goes and what its head says, by the shape the endpoint speaks. The configuration
/// alone decides it; nothing a request carries does.
final class Address {

  private static final String ANTHROPIC_VERSION = "2023-06-01";

  private Address() {}

  static RequestOptions of(Call call) {
    ModelProvider provider = call.deployment().provider();
    URI base = provider.baseUrl();
    boolean secure = "https".equalsIgnoreCase(base.getScheme());
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setSsl(secure)
            .setHost(base.getHost())
            .setPort(base.getPort() < 0 ? (secure ? 443 : 80) : base.getPort())
            .setURI(base.getRawPath() + call.path() + query(provider))
            .putHeader("content-type", "application/json")
            .putHeader("accept", call.stream() ? "text/event-stream" : "application/json")
            .putHeader("content-length", String.valueOf(call.body().length()));
    provider.caFile().ifPresent(file -> options.setSslOptions(trusting(file)));
    if (provider.shape() == Shape.ANTHROPIC) {
      options.putHeader("anthropic-version", ANTHROPIC_VERSION);
      provider.apiKey().ifPresent(key -> options.putHeader("x-api-key", key));
    } else {
      provider.apiKey().ifPresent(key -> options.putHeader("authorization", "Bearer " + key));
    }
    provider.headers().forEach(options::putHeader);
    return options;
  }

  private static ClientSSLOptions trusting(Path file) {
    return new ClientSSLOptions()
        .setHostnameVerificationAlgorithm("HTTPS")
        .setTrustOptions(new PemTrustOptions().addCertPath(file.toString()));
  }

  private static String query(ModelProvider provider) {
    return provider.query().isEmpty()
        ? ""
        : provider.query().entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .sorted()
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
