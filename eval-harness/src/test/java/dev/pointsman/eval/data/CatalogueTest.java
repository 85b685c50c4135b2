package dev.pointsman.eval.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void shipped_allSources_arePinnedLicensedAndDiffer() {
    var sources = Catalogue.shipped().sources();

    assertThat(sources).isNotEmpty().extracting(Source::name).doesNotHaveDuplicates();
    assertThat(sources).extracting(Source::file).doesNotHaveDuplicates();
    assertThat(sources)
        .allSatisfy(
            source -> {
              assertThat(source.url()).startsWith("https://").matches(".*/[0-9a-f]{40}/.*");
              assertThat(source.licence()).isNotBlank();
              assertThat(source.mostBytes()).isPositive();
              assertThat(source.importCommand("F")).contains("--format " + source.format());
            });
  }
}
