package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.change.Shadowed;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.RewardEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Decisions whose outcome may yet be asked for, the last 20,000. Where conversations are split a
/// conversation is one row, its first: who decides is drawn once for all of it. One thread.
final class OpenRows {

  private static final int CAPACITY = 20_000;

  /// `shadow` is what the candidate would have done, empty where it had a share.
  record Row(double usd, boolean byCandidate, Optional<Shadowed> shadow) {
    static Row served(double usd, boolean byCandidate) {
      return new Row(usd, byCandidate, Optional.empty());
    }

    static Row shadowed(double usd, Shadowed wish) {
      return new Row(usd, false, Optional.of(wish));
    }
  }

  private final LinkedHashMap<String, Row> rows = new LinkedHashMap<>();
  private final LinkedHashMap<Integer, Boolean> conversations = new LinkedHashMap<>();

  void put(RewardEntry entry, Row row) {
    int conversation = entry.facts().conversation();
    if (row.shadow().isEmpty() && conversation != 0) {
      if (conversations.putIfAbsent(conversation, true) != null) {
        return;
      }
      if (conversations.size() > CAPACITY) {
        conversations.pollFirstEntry();
      }
    }
    rows.put(entry.decisionId(), row);
    if (rows.size() > CAPACITY) {
      rows.pollFirstEntry();
    }
  }

  /// The row of a decision, which then is none any more.
  Optional<Row> take(RewardEntry entry) {
    return Optional.ofNullable(rows.remove(entry.decisionId()));
  }

  void clear() {
    rows.clear();
    conversations.clear();
  }

  void write(ByteWriter out) {
    out.count(rows.size());
    for (Map.Entry<String, Row> one : rows.entrySet()) {
      Row row = one.getValue();
      out.text(one.getKey()).number(row.usd()).flag(row.byCandidate());
      out.flag(row.shadow().isPresent());
      row.shadow().ifPresent(wish -> wish.write(out));
    }
    out.count(conversations.size());
    conversations.keySet().forEach(out::count);
  }

  static OpenRows read(ByteReader in) {
    OpenRows open = new OpenRows();
    for (int left = in.count(CAPACITY); left > 0; left--) {
      String id = in.text();
      double usd = in.number();
      boolean byCandidate = in.flag();
      Optional<Shadowed> wish = in.flag() ? Optional.of(Shadowed.read(in)) : Optional.empty();
      open.rows.put(id, new Row(usd, byCandidate, wish));
    }
    for (int left = in.count(CAPACITY); left > 0; left--) {
      open.conversations.put(in.count(Integer.MAX_VALUE), true);
    }
    return open;
  }
}
