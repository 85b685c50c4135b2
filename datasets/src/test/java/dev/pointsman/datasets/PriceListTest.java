package dev.pointsman.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.bandit.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceListTest {

  @TempDir Path folder;

  @Test
  void read_listedModel_hasItsPrice() throws IOException {
    PriceList prices = read("{\"m (a=b)\":{\"in_usd_per_mtok\":0.5,\"out_usd_per_mtok\":2}}");

    assertThat(prices.find("m (a=b)")).contains(Price.perMtok(0.5, 2));
    assertThat(prices.find("other")).isEmpty();
  }

  @Test
  void read_badFiles_sayWhatIsWrong() {
    assertThatThrownBy(() -> read("{\"m\":{\"in_usd_per_mtok\":0.5}}"))
        .hasMessageContaining("price of m: out_usd_per_mtok is missing");
    assertThatThrownBy(() -> read("{\"m\":{\"in_usd_per_mtok\":-1,\"out_usd_per_mtok\":1}}"))
        .hasMessageContaining("price of m: in_usd_per_mtok must be in >= 0, was -1");
    assertThatThrownBy(() -> read("{\n\"m\":{,")).hasMessageContaining("prices.json:2: not valid");
    assertThatThrownBy(() -> read("[]")).hasMessageContaining("not a JSON object");
    assertThatThrownBy(() -> PriceList.read(folder.resolve("none.json")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no such file");
  }

  private static final String DATED =
      """
      {"m":[{"from":"2026-03-01","in_usd_per_mtok":3,"out_usd_per_mtok":3},
            {"from":"2025-01-01","in_usd_per_mtok":1,"out_usd_per_mtok":1}],
       "always":{"in_usd_per_mtok":5,"out_usd_per_mtok":5}}\
      """;

  @Test
  void read_datedEntries_eachHoldsUntilTheNext() throws IOException {
    assertThat(on("2025-01-01", DATED).find("m")).contains(Price.perMtok(1, 1));
    assertThat(on("2026-02-28", DATED).find("m")).contains(Price.perMtok(1, 1));
    assertThat(on("2026-03-01", DATED).find("m")).contains(Price.perMtok(3, 3));
    assertThat(on("1999-12-31", DATED).find("always")).contains(Price.perMtok(5, 5));
  }

  @Test
  void read_withoutADay_takesTodaysPrice() throws IOException {
    String dated =
        """
        {"m":[{"from":"1970-01-01","in_usd_per_mtok":1,"out_usd_per_mtok":1},
              {"from":"9999-01-01","in_usd_per_mtok":9,"out_usd_per_mtok":9}]}\
        """;

    assertThat(read(dated).find("m")).contains(Price.perMtok(1, 1));
  }

  @Test
  void require_beforeTheFirstEntry_saysWhenItBegins() throws IOException {
    PriceList early = on("2024-12-31", DATED);

    assertThatThrownBy(() -> early.require("m", "t.jsonl:3"))
        .hasMessageContaining(
            "no price of model m on 2024-12-31 (the first is from 2025-01-01), which t.jsonl:3");
  }

  @Test
  void read_badDatedEntries_sayWhichAndWhy() {
    String entry = "\"in_usd_per_mtok\":1,\"out_usd_per_mtok\":1}";
    assertThatThrownBy(() -> read("{\"m\":[{" + entry + "]}"))
        .hasMessageContaining("price of m: entry 1: from must be a string, is missing");
    assertThatThrownBy(() -> read("{\"m\":[{\"from\":\"March\"," + entry + "]}"))
        .hasMessageContaining("price of m: entry 1: from must be a date, was 'March'");
    String dated = "{\"from\":\"2026-01-01\"," + entry;
    assertThatThrownBy(() -> read("{\"m\":[" + dated + "," + dated + "]}"))
        .hasMessageContaining("price of m: entry 2: from 2026-01-01 stands twice");
    assertThatThrownBy(
            () -> read("{\"m\":[" + dated.replace("{", "{\"to\":\"2027-01-01\",") + "]}"))
        .hasMessageContaining("price of m: entry 1: to is not known: a price ends where the next");
    assertThatThrownBy(() -> read("{\"m\":{" + entry + "}{}"))
        .hasMessageContaining("prices.json:1: not valid JSON (something follows the value");
    assertThatThrownBy(() -> read("{\"m\":[]}"))
        .hasMessageContaining("price of m: must be an object or a list");
    assertThatThrownBy(() -> read("{\"m\":[3]}"))
        .hasMessageContaining("price of m: entry 1: must be an object");
  }

  private PriceList on(String day, String text) throws IOException {
    return PriceList.read(
        Files.writeString(folder.resolve("prices.json"), text), LocalDate.parse(day));
  }

  private PriceList read(String text) throws IOException {
    return PriceList.read(Files.writeString(folder.resolve("prices.json"), text));
  }
}
