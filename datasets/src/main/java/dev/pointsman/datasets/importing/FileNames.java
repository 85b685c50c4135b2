package dev.pointsman.datasets.importing;

import java.nio.file.Path;
import java.util.List;

/// What a file's name says about its rows.
public final class FileNames {

  private static final List<String> ENDINGS =
      List.of(".gz", ".csv", ".jsonl", ".ndjson", ".json", ".parquet", ".zip");

  private FileNames() {}

  /// `gsm8k_test` of `data/gsm8k_test.jsonl.gz`.
  public static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    for (String ending : ENDINGS) {
      if (name.endsWith(ending)) {
        name = name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }

  static String without(String stem, List<String> endings) {
    for (String ending : endings) {
      if (stem.endsWith(ending) && stem.length() > ending.length()) {
        return stem.substring(0, stem.length() - ending.length());
      }
    }
    return stem;
  }
}
