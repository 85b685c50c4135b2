package dev.pointsman.router.admin;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags that say whose keys are meant: those of a running router by its address, or those in a
/// router's store.
final class KeysOptions extends PlaceOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "In place of --config: a running router, such as http://localhost:8080; when neither is"
              + " given, that of the variable "
              + RouterUrl.VARIABLE
              + ". An admin's key is taken from the variable "
              + AdminKey.VARIABLE
              + ".")
  private @Nullable URI url;

  @Mixin private AdminKey key = new AdminKey();

  KeyOffice open() {
    return url().map(this::running).orElseGet(() -> StoreKeys.of(store()));
  }

  /// The same; a store that was never used is made.
  KeyOffice openOrBegin() {
    return url().map(this::running).orElseGet(() -> StoreKeys.ofNew(store()));
  }

  private Optional<URI> url() {
    return Optional.ofNullable(url).or(() -> isNamed() ? Optional.empty() : RouterUrl.known());
  }

  private KeyOffice running(URI url) {
    return new HttpKeys(new AdminApi(url, key.secret()));
  }
}
