package dev.pointsman.router.admin;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags that say which running router is meant.
final class RunningOptions {

  private static final URI HERE = URI.create("http://localhost:8080");

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "A running router. Default: the one of the variable "
              + RouterUrl.VARIABLE
              + ", else http://localhost:8080. A key is taken from the variable "
              + AdminKey.VARIABLE
              + ".")
  private @Nullable URI url;

  @Mixin private AdminKey key = new AdminKey();

  AdminApi open() {
    URI meant = url == null ? RouterUrl.known().orElse(HERE) : url;
    return new AdminApi(meant, key.secret());
  }
}
