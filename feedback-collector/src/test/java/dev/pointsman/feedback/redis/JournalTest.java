package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Samples;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final long TS = 1_700_000_000_000L;

  @TempDir Path folder;

  @Test
  void head_afterReopening_givesAllEventsInOrder() {
    List<Event> events = events();
    try (Journal journal = Journal.open(folder)) {
      events.forEach(event -> assertThat(get(journal.add(event))).isTrue());
    }

    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.size()).isEqualTo(events.size());
      assertThat(get(journal.head(100))).isEqualTo(events);
    }
  }

  @Test
  void remove_inParts_goesOnWhereItStoodAndEmptiesTheFile() {
    List<Event> events = events();
    try (Journal journal = Journal.open(folder)) {
      events.forEach(event -> get(journal.add(event)));

      assertThat(get(journal.head(2))).isEqualTo(events.subList(0, 2));
      get(journal.remove(2));
      assertThat(get(journal.head(2))).isEqualTo(events.subList(2, 4));
      get(journal.remove(2));

      assertThat(journal.size()).isZero();
      assertThat(folder.resolve("events").toFile()).hasSize(0);
      get(journal.add(events.getFirst()));
      assertThat(get(journal.head(9))).isEqualTo(events.subList(0, 1));
    }
  }

  @Test
  void open_tornTail_keepsWhatIsWhole() throws IOException {
    List<Event> events = events();
    try (Journal journal = Journal.open(folder)) {
      events.forEach(event -> get(journal.add(event)));
    }
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("events").toFile(), "rw")) {
      file.setLength(file.length() - 3);
    }

    try (Journal journal = Journal.open(folder)) {
      assertThat(get(journal.head(100))).isEqualTo(events.subList(0, events.size() - 1));
      get(journal.add(events.getLast()));
      assertThat(get(journal.head(100))).isEqualTo(events);
    }
  }

  @Test
  void open_flippedByte_stopsBeforeIt() throws IOException {
    try (Journal journal = Journal.open(folder)) {
      events().forEach(event -> get(journal.add(event)));
    }
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("events").toFile(), "rw")) {
      file.seek(20);
      int was = file.read();
      file.seek(20);
      file.write(was ^ 1);
    }

    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.size()).isZero();
    }
  }

  @Test
  void add_beyondTheBound_isRefusedAndKeepsTheRest() {
    List<Event> events = events();
    try (Journal journal = Journal.open(folder, 4_000)) {
      int kept = 0;
      while (get(journal.add(events.get(kept % events.size())))) {
        kept++;
      }
      assertThat(kept).isBetween(3, 20);
      assertThat(journal.size()).isEqualTo(kept);
      assertThat(folder.resolve("events").toFile().length()).isLessThanOrEqualTo(4_000);

      assertThat(get(journal.head(kept))).hasSize(kept);
      get(journal.remove(kept));
      assertThat(get(journal.add(events.getFirst()))).as("there is room again").isTrue();
    }
  }

  @Test
  void open_twice_isRefused() {
    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.size()).isZero();
      assertThatThrownBy(() -> Journal.open(folder)).hasMessageContaining("in use");
    }
  }

  @Test
  void unpack_otherVersion_isUnreadable() {
    assertThat(Event.unpack("1:v1:2")).isInstanceOf(Event.Unreadable.class);
    assertThat(Event.unpack("rubbish")).isInstanceOf(Event.Unreadable.class);
  }

  private static List<Event> events() {
    LoggedDecision decision = Samples.decision(TS);
    List<Event> events = new ArrayList<>();
    events.add(new Event.Decided(decision));
    events.add(new Event.Finished(decision, Samples.ok(decision)));
    events.add(new Event.Heard(Samples.thumb(decision, "ann \u00fc\n", 1), Optional.of("key = 1")));
    events.add(new Event.Heard(Samples.thumb(decision, "bob", 0), Optional.empty()));
    return events;
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
