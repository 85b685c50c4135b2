package dev.pointsman.datasets.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFields;
import dev.pointsman.datasets.JsonLines;
import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.datasets.Shown;
import dev.pointsman.datasets.TableRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sample logs of lm-evaluation-harness (`--log_samples`), one model's answers to one task:
/// `doc_id`, `arguments`, `target`, `resps`, `filtered_resps`, `filter` and a number a metric.
///
/// The score is the metric named by `--map metric=..`, else the first of the usual ones. A log with
/// several filters holds each question several times; `--map filter=..` chooses, else the filter of
/// its first line is read. The prompt is what the harness sent, few-shot examples included.
final class LmEval implements Importer {

  private static final Pattern NAME =
      Pattern.compile("samples_(.+?)(?:_\\d{4}-\\d{2}-\\d{2}T[\\d\\-.]+)?");
  private static final List<String> METRICS =
      List.of("exact_match", "acc", "acc_norm", "pass@1", "pass_at_1", "em", "f1");

  private final Settings settings;

  LmEval(Settings settings) {
    settings.allow(Set.of("metric", "filter"));
    this.settings = settings;
  }

  @Override
  public void read(Path file, Consumer<TableRow> rows) {
    String model = settings.requireModel(file.toString());
    String stem = FileNames.stem(file);
    Matcher name = NAME.matcher(stem);
    String task = name.matches() ? name.group(1) : stem;
    String[] filter = {settings.map().getOrDefault("filter", "")};
    int[] read = {0};
    JsonLines.forEach(
        file,
        line -> {
          String its = line.object().path("filter").asText("none");
          filter[0] = filter[0].isEmpty() ? its : filter[0];
          if (its.equals(filter[0])) {
            rows.accept(row(line, task, model));
            read[0]++;
          }
        });
    if (read[0] == 0) {
      throw new BadInputException(
          file.toString(), "no line was made by the filter " + filter[0], "name another filter");
    }
  }

  private TableRow row(JsonFields line, String task, String model) {
    JsonNode id = line.object().path("doc_id");
    if (!id.isValueNode() || id.isNull()) {
      throw new BadInputException(
          line.where(), "doc_id is missing", "give a sample log of lm-evaluation-harness");
    }
    String prompt = HarnessTexts.prompt(line);
    String metric = metric(line);
    double score = Scores.parse(line.where(), metric, line.object().path(metric).asText());
    TableRow row =
        TableRow.question(
            line.where(),
            new OutcomeRow.Labels(task + "/" + id.asText(), "lm-evaluation-harness", task, task),
            prompt);
    String reference = HarnessTexts.reference(line);
    return (reference.isEmpty() ? row : row.with("reference", reference))
        .with(
            model,
            Tokens.outcome(score, prompt, HarnessTexts.reply(line), HarnessTexts.answer(line)));
  }

  private String metric(JsonFields line) {
    String named = settings.map().getOrDefault("metric", "");
    List<String> wanted = named.isEmpty() ? METRICS : List.of(named);
    List<String> found = new ArrayList<>();
    line.object()
        .properties()
        .forEach(
            field -> {
              boolean isScore = field.getValue().isNumber() || field.getValue().isBoolean();
              if (isScore && !field.getKey().equals("doc_id")) {
                found.add(field.getKey());
              }
            });
    return wanted.stream()
        .filter(found::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    line.where(),
                    "has no metric " + String.join(", ", wanted) + "; found: " + Shown.names(found),
                    "name one with --map metric=NAME"));
  }
}
