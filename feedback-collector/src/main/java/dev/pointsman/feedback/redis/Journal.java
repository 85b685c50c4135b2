package dev.pointsman.feedback.redis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A spool in one file, kept over restarts.
///
/// A frame is length, CRC-32 and the packed event; a torn tail is cut off on opening. Feedback is
/// forced to disk before it counts as kept, many events by one force when many wait; decisions and
/// outcomes are written without force, and are forced with the next feedback. Where reading stood
/// is not kept, so after a crash events may be given again: replaying them changes nothing. Once an
/// event was beyond the bound all are refused, a vote with the decision it is on, until what there
/// is was given. All file work is on one thread of its own.
final class Journal implements Spool {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int HEADER_BYTES = 8;
  private static final long MAX_BYTES = 256L << 20;

  private record Waiting(Event event, CompletableFuture<Boolean> kept) {}

  private final DataDirectory directory;
  private final FileChannel file;
  private final long maxBytes;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("pointsman-journal").factory());
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final List<Long> headEnds = new ArrayList<>();
  private long readAt;
  private long writeAt;
  private long refused;
  private boolean isFull;

  private Journal(DataDirectory directory, FileChannel file, long maxBytes) throws IOException {
    this.directory = directory;
    this.file = file;
    this.maxBytes = maxBytes;
    for (Frame frame = read(0); frame != null; frame = read(writeAt)) {
      writeAt = frame.end();
      size.incrementAndGet();
    }
    file.truncate(writeAt);
    file.force(true);
  }

  /// Opens the journal in this folder, which nobody else may use meanwhile.
  static Journal open(Path folder) {
    return open(folder, MAX_BYTES);
  }

  static Journal open(Path folder, long maxBytes) {
    DataDirectory directory = DataDirectory.lock(folder);
    Path path = directory.folder(".").normalize().resolve("events");
    try {
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Journal journal = new Journal(directory, file, maxBytes);
      try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
        entry.force(true);
      }
      return journal;
    } catch (IOException e) {
      directory.close();
      throw new RedisStartException("cannot use the journal " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public CompletionStage<Boolean> add(Event event) {
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    size.incrementAndGet();
    waiting.add(new Waiting(event, kept));
    thread.execute(this::write);
    return kept;
  }

  @Override
  public CompletionStage<List<Event>> head(int max) {
    return CompletableFuture.supplyAsync(() -> readHead(max), thread);
  }

  @Override
  public CompletionStage<Void> remove(int count) {
    return CompletableFuture.runAsync(() -> forget(count), thread);
  }

  @Override
  public int size() {
    return size.get();
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("the journal is still being written");
      }
      file.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("the journal cannot be closed: {}", e.toString());
    }
    directory.close();
  }

  private void write() {
    List<Waiting> batch = new ArrayList<>();
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      batch.add(next);
    }
    if (batch.isEmpty()) {
      return;
    }
    boolean isKept = append(batch);
    if (!isKept) {
      size.addAndGet(-batch.size());
    }
    batch.forEach(one -> one.kept().complete(isKept));
  }

  private boolean append(List<Waiting> batch) {
    long end = writeAt;
    boolean mustForce = false;
    try {
      for (Waiting one : batch) {
        ByteBuffer frame = frame(Event.pack(one.event()).getBytes(StandardCharsets.UTF_8));
        isFull |= end + frame.remaining() > maxBytes;
        if (isFull) {
          throw new IOException("it is full at " + maxBytes + " bytes");
        }
        while (frame.hasRemaining()) {
          end += file.write(frame, end);
        }
        mustForce |= one.event() instanceof Event.Heard;
      }
      if (mustForce) {
        file.force(false);
      }
      writeAt = end;
      return true;
    } catch (IOException e) {
      warnOfRefusal(batch.size(), e);
      cutAt(writeAt);
      return false;
    }
  }

  /// Says the first, and each time their number has doubled: a full journal refuses many.
  private void warnOfRefusal(int count, IOException why) {
    long before = refused;
    refused += count;
    if (Long.highestOneBit(before) != Long.highestOneBit(refused)) {
      LOG.warn("the journal cannot take events ({} so far): {}", refused, why.toString());
    }
  }

  private List<Event> readHead(int max) {
    headEnds.clear();
    List<Event> events = new ArrayList<>();
    try {
      long at = readAt;
      for (Frame frame = read(at); frame != null && events.size() < max; frame = read(at)) {
        at = frame.end();
        headEnds.add(at);
        events.add(Event.unpack(frame.text()));
      }
      return events;
    } catch (IOException e) {
      LOG.warn("the journal cannot be read: {}", e.toString());
      return events;
    }
  }

  private void forget(int count) {
    if (count == 0) {
      return;
    }
    readAt = headEnds.get(count - 1);
    headEnds.clear();
    size.addAndGet(-count);
    if (readAt == writeAt) {
      readAt = 0;
      writeAt = 0;
      isFull = false;
      cutAt(0);
    }
  }

  private void cutAt(long end) {
    try {
      file.truncate(end);
    } catch (IOException e) {
      LOG.warn("the journal cannot be cut: {}", e.toString());
    }
  }

  private record Frame(String text, long end) {}

  /// The frame that starts here; null at the end, and where a frame is damaged.
  private @Nullable Frame read(long at) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    if (!fill(header, at)) {
      return null;
    }
    int length = header.getInt(0);
    if (length < 0 || length > file.size() - at - HEADER_BYTES) {
      return null;
    }
    ByteBuffer body = ByteBuffer.allocate(length);
    if (!fill(body, at + HEADER_BYTES) || crc(body.array()) != header.getInt(4)) {
      return null;
    }
    String text = new String(body.array(), StandardCharsets.UTF_8);
    return new Frame(text, at + HEADER_BYTES + length);
  }

  private boolean fill(ByteBuffer buffer, long at) throws IOException {
    long from = at;
    while (buffer.hasRemaining()) {
      int n = file.read(buffer, from);
      if (n < 0) {
        return false;
      }
      from += n;
    }
    return true;
  }

  private static ByteBuffer frame(byte[] body) {
    return ByteBuffer.allocate(HEADER_BYTES + body.length)
        .putInt(body.length)
        .putInt(crc(body))
        .put(body)
        .flip();
  }

  private static int crc(byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body);
    return (int) crc.getValue();
  }
}
