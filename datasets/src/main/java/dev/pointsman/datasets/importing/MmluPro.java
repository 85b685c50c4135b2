package dev.pointsman.datasets.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.InputFile;
import dev.pointsman.datasets.JsonFields;
import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.datasets.TableRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// MMLU-Pro (Wang et al. 2024, arXiv 2406.01574): JSON arrays of questions or of one model's
/// results, one by one or in a zip file, where summaries are passed over.
///
/// A result holds `pred` (a letter, or null where none was found: score 0) and the reply under
/// `model_outputs`, `response` or `generated_text`. Empty options ("N/A") are left out.
final class MmluPro implements Importer {

  private static final List<String> REPLIES =
      List.of("model_outputs", "response", "generated_text");

  private final Settings settings;
  private final long mostBytes;

  MmluPro(Settings settings, long mostBytes) {
    this.settings = settings;
    this.mostBytes = mostBytes;
  }

  @Override
  public void read(Path file, Consumer<TableRow> rows) {
    if (!InputFile.startsAsZip(file)) {
      if (file.toString().endsWith(".zip") && Files.isRegularFile(file)) {
        throw new BadInputException(file.toString(), "is not a zip file", "fetch it again");
      }
      JsonItems.forEach(file, item -> rows.accept(row(item)));
      return;
    }
    ZipEntries.forEach(
        file,
        ".json",
        mostBytes,
        (name, in) -> {
          if (!name.endsWith("summary.json")) {
            JsonItems.forEach(name, in, item -> rows.accept(row(item)));
          }
        });
  }

  private TableRow row(JsonFields item) {
    JsonNode id = item.object().path("question_id");
    if (!id.isValueNode() || id.isNull()) {
      throw new BadInputException(
          item.where(), "question_id is missing", "give MMLU-Pro's own form");
    }
    List<String> options = options(item);
    String answer = item.text("answer");
    if (!Options.isLetter(answer, options.size())) {
      throw new BadInputException(
          item.where(), "answer is not one of its options' letters", "correct it");
    }
    String prompt = Options.prompt(item.text("question"), options);
    String category = item.textOrNull("category");
    TableRow row =
        TableRow.question(
                item.where(),
                new OutcomeRow.Labels(
                    "mmlu-pro/" + id.asText(),
                    "MMLU-Pro",
                    "mmlu_pro",
                    category == null ? "unknown" : category),
                prompt)
            .with("reference", answer);
    return item.object().has("pred") ? answered(item, row, answer) : row;
  }

  private TableRow answered(JsonFields item, TableRow row, String answer) {
    String said = item.textOrNull("pred");
    String reply = "";
    for (String field : REPLIES) {
      String text = item.textOrNull(field);
      reply = text == null ? reply : text;
    }
    double score = answer.equals(said) ? 1 : 0;
    return row.with(
        settings.requireModel(item.where()),
        Tokens.outcome(score, row.row().prompt(), reply, said));
  }

  private static List<String> options(JsonFields item) {
    List<String> options = new ArrayList<>();
    for (JsonNode option : item.object().path("options")) {
      if (!option.asText().equals("N/A")) {
        options.add(option.asText());
      }
    }
    if (options.size() < 2 || options.size() > Options.MOST) {
      throw new BadInputException(
          item.where(), "options must be a list of 2 to 26 texts", "give MMLU-Pro's own form");
    }
    return options;
  }
}
