package dev.pointsman.bandit.features;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What was fitted on prompts: an embedding's name, the map to tasks, the map to components; the
/// schema of one featurizer, and the file that keeps it.
///
/// File: the bytes `PMFEAT` and a version (short), the embedding, the hash of what that embedding
/// is made of, the two maps as text (each with its length before it), SHA-256 of all before. Big
/// endian. It holds no prompt. Immutable, any thread.
public final class FittedFeatures {

  private static final byte[] MAGIC = Featurizers.utf8("PMFEAT");
  private static final int VERSION = 1;
  private static final int CHECKSUM = 32;
  private static final int HEADER = MAGIC.length + Short.BYTES;

  private final Embedding embedding;
  private final byte[] tasks;
  private final byte[] components;

  FittedFeatures(Embedding embedding, LinearMap tasks, LinearMap components) {
    this(
        embedding,
        Featurizers.utf8(String.join("\n", tasks.lines())),
        Featurizers.utf8(String.join("\n", components.lines())));
  }

  private FittedFeatures(Embedding embedding, byte[] tasks, byte[] components) {
    this.embedding = embedding;
    this.tasks = tasks;
    this.components = components;
  }

  /// Those made for the static embedding when the engine was made.
  static FittedFeatures shipped() {
    return new FittedFeatures(
        Embedding.STATIC,
        MiniLm.resource(Featurizers.TASK_WEIGHTS),
        MiniLm.resource(Featurizers.COMPONENTS));
  }

  public Embedding embedding() {
    return embedding;
  }

  public List<String> tasks() {
    return taskMap().names();
  }

  LinearMap taskMap() {
    return LinearMap.read(Featurizers.lines(tasks));
  }

  LinearMap componentMap() {
    return LinearMap.read(Featurizers.lines(components));
  }

  /// Of everything that decides the features of a prompt.
  public String schemaHash() {
    byte[][] all = Arrays.copyOf(embedding.ingredients(), embedding.ingredients().length + 2);
    all[all.length - 2] = tasks;
    all[all.length - 1] = components;
    return Featurizers.hash(all);
  }

  public void write(Path file) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.write(MAGIC);
    out.writeShort(VERSION);
    out.writeUTF(embedding.label());
    out.writeUTF(Featurizers.hash(embedding.ingredients()));
    for (byte[] map : List.of(tasks, components)) {
      out.writeInt(map.length);
      out.write(map);
    }
    out.write(Featurizers.sha256(bytes.toByteArray()));
    Files.write(file, bytes.toByteArray());
  }

  /// Reads what `write` wrote; IllegalArgumentException with one line for users when the file is
  /// not such a file, damaged, or fitted on another version of its embedding.
  public static FittedFeatures read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < HEADER || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw refused(file, "is not a file that `features fit` wrote");
    }
    int version = bytes[MAGIC.length] << 8 | bytes[MAGIC.length + 1];
    if (version != VERSION) {
      throw refused(file, "has format " + version + ", this version reads " + VERSION);
    }
    int end = bytes.length - CHECKSUM;
    if (end < HEADER
        || !Arrays.equals(
            Featurizers.sha256(Arrays.copyOf(bytes, end)),
            Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw refused(file, "is damaged (wrong checksum)");
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes, HEADER, end - HEADER))) {
      return body(file, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FittedFeatures body(Path file, DataInputStream in) throws IOException {
    Embedding embedding = Embedding.of(in.readUTF());
    if (!in.readUTF().equals(Featurizers.hash(embedding.ingredients()))) {
      throw refused(file, "was fitted on another version of the embedding " + embedding.label());
    }
    byte[] tasks = in.readNBytes(in.readInt());
    byte[] components = in.readNBytes(in.readInt());
    return new FittedFeatures(embedding, tasks, components);
  }

  private static IllegalArgumentException refused(Path file, String why) {
    return new IllegalArgumentException(file + " " + why + "; run `features fit` again");
  }
}
