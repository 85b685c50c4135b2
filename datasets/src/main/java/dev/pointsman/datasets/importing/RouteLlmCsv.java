package dev.pointsman.datasets.importing;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.Outcome;
import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.datasets.Shown;
import dev.pointsman.datasets.TableRow;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// RouteLLM's response files (Ong et al. 2024, arXiv 2406.18665): a column `prompt`, a column a
/// model with True, False or a score in 0..1, and its answers in `MODEL_response` where published.
///
/// Without answers a reply counts as one token: RouteLLM's MMLU runs generated just the letter.
final class RouteLlmCsv implements Importer {

  private static final String PROMPT = "prompt";
  private static final String RESPONSE = "_response";

  @Override
  public void read(Path file, Consumer<TableRow> rows) {
    new OneFile(FileNames.stem(file)).read(file, rows);
  }

  private static final class OneFile {
    private final String stem;
    private final String task;
    private final String category;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private int number;

    OneFile(String stem) {
      this.stem = stem;
      boolean isMmlu = stem.startsWith("mmlu_");
      this.category = isMmlu ? stem.substring("mmlu_".length()) : plain(stem);
      this.task = isMmlu ? "mmlu" : plain(stem);
    }

    private static String plain(String stem) {
      return FileNames.without(stem, List.of("_responses"));
    }

    void read(Path file, Consumer<TableRow> rows) {
      Csv.forEach(
          file,
          row -> {
            if (columns.isEmpty()) {
              heading(row);
            } else {
              rows.accept(row(row));
            }
          });
      if (number == 0) {
        throw new BadInputException(file.toString(), "holds no rows", "give a file with rows");
      }
    }

    private void heading(Csv.Row row) {
      for (int i = 0; i < row.fields().size(); i++) {
        columns.put(row.fields().get(i).strip(), i);
      }
      columns.remove("");
      if (!columns.containsKey(PROMPT) || columns.keySet().stream().noneMatch(this::isModel)) {
        throw new BadInputException(
            row.where(),
            "found the columns " + Shown.names(columns.keySet()),
            "give prompt and a column a model with True or False");
      }
    }

    private boolean isModel(String column) {
      boolean isReply =
          column.endsWith(RESPONSE)
              && columns.containsKey(column.substring(0, column.length() - RESPONSE.length()));
      return !column.equals(PROMPT) && !isReply;
    }

    private TableRow row(Csv.Row row) {
      String prompt = field(row, PROMPT);
      TableRow made =
          TableRow.question(
              row.where(),
              new OutcomeRow.Labels(
                  "routellm/" + stem + "/" + number++, "RouteLLM", task, category),
              prompt);
      for (String model : columns.keySet()) {
        if (isModel(model)) {
          double score = Scores.parse(row.where(), model, field(row, model));
          String reply = columns.containsKey(model + RESPONSE) ? field(row, model + RESPONSE) : "";
          Outcome outcome = Tokens.outcome(score, prompt, reply, null);
          made = made.with(model, outcome);
        }
      }
      return made;
    }

    private String field(Csv.Row row, String column) {
      int at = columns.getOrDefault(column, 0);
      if (at >= row.fields().size()) {
        throw new BadInputException(
            row.where(),
            "has " + row.fields().size() + " columns, so no " + column,
            "give each row as many columns as the heading");
      }
      return row.fields().get(at);
    }
  }
}
