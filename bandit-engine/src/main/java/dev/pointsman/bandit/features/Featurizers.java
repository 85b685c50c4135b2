package dev.pointsman.bandit.features;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The featurizers this engine ships, and those made from fitted files.
public final class Featurizers {

  /// Changed whenever the code makes other features from the same files.
  private static final String CODE_VERSION = "3";

  static final String TASKS = "tasks.txt";
  static final String TASK_WEIGHTS = "task-weights.txt";
  static final String COMPONENTS = "components.txt";

  private Featurizers() {}

  /// The default: tasks, static embedding and surface; loaded once, some 0.2 s, about 15 MB.
  public static Featurizer standard() {
    return Standard.INSTANCE;
  }

  private static final class Standard {
    private static final Featurizer INSTANCE = of(FittedFeatures.shipped());
  }

  /// With maps of the shipped examples: ready-made for the static embedding, fitted now for the
  /// others (hashed: a second or two; minilm: half a minute, and some 10 ms a prompt afterwards).
  /// IllegalArgumentException when the model of `minilm` is not at hand.
  public static Featurizer of(Embedding embedding) {
    return embedding == Embedding.STATIC ? standard() : of(new Fit(embedding).onExamples());
  }

  /// With maps of one's own. IllegalArgumentException when the model of `minilm` is not at hand.
  public static Featurizer of(FittedFeatures fitted) {
    return new TextFeaturizer(
        fitted.embedding().encoder(),
        new TextFeaturizer.FittedMaps(fitted.taskMap(), fitted.componentMap()),
        new Surface(pieces()),
        fitted.schemaHash());
  }

  static Taxonomy taxonomy() {
    return Taxonomy.read(lines(MiniLm.resource(TASKS)));
  }

  /// The vocabulary: word pieces in the order of their ids.
  static List<String> pieces() {
    return lines(MiniLm.resource(Distillation.VOCABULARY));
  }

  static List<String> lines(byte[] file) {
    return new String(file, StandardCharsets.UTF_8).lines().toList();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Of the code's version and the files, each with its length before it.
  static String hash(byte[]... files) {
    MessageDigest digest = digest();
    digest.update(utf8(CODE_VERSION));
    for (byte[] file : files) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(file.length).flip());
      digest.update(file);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  static byte[] sha256(byte[] bytes) {
    return digest().digest(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
