package dev.pointsman.eval.ope;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFault;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.zip.ZipException;

/// A log of one JSON object a line: flat rows or decision records, as its first line tells.
final class JsonLog implements LogSource {

  private final Path file;
  private final Clustering clustering;

  JsonLog(Path file, Clustering clustering) {
    this.file = file;
    this.clustering = clustering;
  }

  @Override
  public void forEach(Predicate<LogRow> each) {
    LogRow row = new LogRow(file);
    long rows = 0;
    try (Lines lines = new Lines(file)) {
      FlatJson flat = new FlatJson(clustering);
      DecisionJson decisions = new DecisionJson(clustering);
      boolean isDecisions = false;
      while (lines.next()) {
        row.line++;
        if (lines.isBlank()) {
          continue;
        }
        row.clear();
        if (rows == 0) {
          isDecisions = DecisionJson.isOne(lines.copy());
        }
        if (isDecisions) {
          decisions.read(lines.copy(), row);
        } else {
          flat.read(lines, row);
        }
        row.check();
        rows++;
        if (!each.test(row)) {
          return;
        }
      }
    } catch (JsonProcessingException e) {
      throw row.bad(
          "not valid JSON (" + JsonFault.of(e) + ")",
          "each line must be one JSON object: mend or drop it");
    } catch (EOFException e) {
      row.line++;
      throw row.bad("the gzip stream ends early", "the file is truncated: copy it again");
    } catch (ZipException e) {
      row.line++;
      throw row.bad("the gzip stream is damaged", "copy the file again");
    } catch (IOException e) {
      row.line++;
      throw row.bad("cannot be read (" + e.getMessage() + ")", "check file and rights");
    }
    if (rows == 0) {
      throw new BadInputException(file.toString(), "holds no rows", "give a log with rows");
    }
  }
}
