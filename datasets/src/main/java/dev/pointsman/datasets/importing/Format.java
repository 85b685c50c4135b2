package dev.pointsman.datasets.importing;

import dev.pointsman.datasets.BadInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The public formats that can be read.
public enum Format {
  MMLU_CSV,
  GSM8K,
  HUMANEVAL,
  MBPP,
  MMLU_PRO,
  LM_EVAL,
  ROUTELLM_CSV,
  DECISIONS,
  /// Tables made earlier, to be joined.
  CANONICAL,
  /// Any CSV, JSON Lines or Parquet, columns named by the user; read outside this package.
  COLUMNS;

  public static Format parse(String name) {
    for (Format format : values()) {
      if (format.toString().equals(name)) {
        return format;
      }
    }
    throw new BadInputException(
        "--format", "there is no format '" + name + "'", "give one of " + names());
  }

  public static String names() {
    return Arrays.stream(values()).map(Format::toString).collect(Collectors.joining(", "));
  }

  /// Every format but {@link #COLUMNS}.
  public Importer importer(Settings settings) {
    if (this != LM_EVAL) {
      settings.allow(Set.of());
    }
    if (this != LM_EVAL && this != MMLU_PRO) {
      settings.allowNoModel();
    }
    return switch (this) {
      case MMLU_CSV -> new MmluCsv();
      case GSM8K -> new Gsm8k();
      case HUMANEVAL -> new HumanEval();
      case MBPP -> new Mbpp();
      case MMLU_PRO -> new MmluPro(settings, ZipEntries.MOST_BYTES);
      case LM_EVAL -> new LmEval(settings);
      case ROUTELLM_CSV -> new RouteLlmCsv();
      case DECISIONS -> new Decisions();
      case CANONICAL -> new Canonical();
      case COLUMNS -> throw new IllegalArgumentException("columns are read with DuckDB");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
