package dev.pointsman.router.admin;

import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.spend.Spent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `export usage`: the ledger as it is, by day.
@Command(
    name = "usage",
    description = "The spend ledger as it is: sums by day, route and group.",
    mixinStandardHelpOptions = true)
final class ExportUsageCommand extends ExportSpendCommand {

  @Override
  List<String> columns() {
    return Stream.concat(
            Stream.of(
                "begin",
                "route",
                "user",
                "team",
                "project",
                "key",
                "model",
                "task",
                "language",
                "tags"),
            Stream.of(Part.values()).map(part -> part.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  @Override
  Function<Spent, List<String>> cells(PlaceOptions.Store store, long lengthMillis) {
    return spent -> {
      var group = spent.group();
      List<String> cells = new ArrayList<>();
      cells.add(Instant.ofEpochMilli(spent.beginMillis()).toString());
      cells.add(spent.route());
      cells.addAll(List.of(group.user(), group.team(), group.project(), group.key()));
      cells.addAll(List.of(group.model(), group.task(), group.language()));
      cells.add(String.join(";", group.tags()));
      for (Part part : Part.values()) {
        cells.add(Long.toString(spent.tally().whole(part)));
      }
      return cells;
    };
  }
}
