package dev.pointsman.router.admin;

import java.net.URI;
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
          "In place of --config: a running router, such as http://localhost:8080; an admin's key is"
              + " taken from the environment variable "
              + AdminKey.VARIABLE
              + ".")
  private @Nullable URI url;

  @Mixin private AdminKey key = new AdminKey();

  KeyOffice open() {
    return url == null ? StoreKeys.of(store()) : running(url);
  }

  /// The same; a store that was never used is made.
  KeyOffice openOrBegin() {
    return url == null ? StoreKeys.ofNew(store()) : running(url);
  }

  private KeyOffice running(URI url) {
    return new HttpKeys(new AdminApi(url, key.secret()));
  }
}
