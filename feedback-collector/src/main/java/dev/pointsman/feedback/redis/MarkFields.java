package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.log.Fields;
import dev.pointsman.feedback.snapshot.Origin;
import dev.pointsman.feedback.snapshot.Snapshot;
import dev.pointsman.feedback.snapshot.SnapshotMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Marks of snapshots as fields of a hash: `mark:<name>` holds when it was taken and, behind a
/// space, a list of the rest; `pin:<name>` the order that needs it.
final class MarkFields {

  private static final Logger LOG = LoggerFactory.getLogger(MarkFields.class);
  private static final String MARK = "mark:";
  private static final String PIN = "pin:";
  private static final int PARTS = 7;

  private MarkFields() {}

  static String of(Snapshot snapshot) {
    return Fields.list(
        List.of(
            snapshot.lastId(),
            snapshot.origin().learner(),
            snapshot.origin().build(),
            snapshot.origin().schema(),
            Long.toString(snapshot.folded()),
            Fields.flag(snapshot.chosen()),
            Integer.toString(snapshot.bytes().length)));
  }

  /// Those that can be read; of the others it is told.
  static List<SnapshotMark> read(Map<String, String> fields) {
    List<SnapshotMark> marks = new ArrayList<>();
    fields.forEach(
        (field, text) -> {
          if (field.startsWith(MARK)) {
            String name = field.substring(MARK.length());
            try {
              marks.add(mark(name, text, Optional.ofNullable(fields.get(PIN + name))));
            } catch (IllegalArgumentException e) {
              LOG.warn("the mark of snapshot {} cannot be read: {}", name, e.getMessage());
            }
          }
        });
    return marks;
  }

  private static SnapshotMark mark(String name, String text, Optional<String> pin) {
    int space = text.indexOf(' ');
    List<String> parts =
        Fields.read("mark", 1, Map.of(Fields.VERSION, "1", "", text.substring(space + 1))).list("");
    if (parts.size() != PARTS || space < 0) {
      throw new IllegalArgumentException("a mark of " + parts.size() + " parts");
    }
    return new SnapshotMark(
        name,
        parts.get(0),
        new Origin(parts.get(1), parts.get(2), parts.get(3)),
        Long.parseLong(parts.get(4)),
        parts.get(5).equals("1"),
        Integer.parseInt(parts.get(6)),
        Long.parseLong(text.substring(0, space)),
        pin);
  }
}
