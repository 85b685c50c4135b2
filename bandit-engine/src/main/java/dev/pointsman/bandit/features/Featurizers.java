package dev.pointsman.bandit.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The featurizers this engine ships.
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
    private static final StaticFeaturizer INSTANCE = load();
  }

  /// The part that needs nothing fitted.
  static Encoder encoder() {
    return new Encoder(
        lines(MiniLm.resource(Distillation.VOCABULARY)),
        PieceTable.read(MiniLm.resource(Distillation.TABLE)));
  }

  /// The default featurizer with maps of one's own, made by `fit`.
  public static Featurizer fitted(Path folder) throws IOException {
    return of(
        Files.readAllBytes(folder.resolve(TASK_WEIGHTS)),
        Files.readAllBytes(folder.resolve(COMPONENTS)));
  }

  /// Fits tasks and components on prompts and writes them to `folder`; returns a line that says how
  /// often the tasks of prompts held out are named rightly. Some minutes for 15,000 prompts.
  public static String fit(List<LabelledText> prompts, Path folder) throws IOException {
    Fit fit = Fit.of(prompts);
    fit.write(folder);
    return fit.heldOut();
  }

  private static StaticFeaturizer load() {
    return of(MiniLm.resource(TASK_WEIGHTS), MiniLm.resource(COMPONENTS));
  }

  private static StaticFeaturizer of(byte[] tasks, byte[] components) {
    byte[] vocabulary = MiniLm.resource(Distillation.VOCABULARY);
    byte[] table = MiniLm.resource(Distillation.TABLE);
    List<String> pieces = lines(vocabulary);
    return new StaticFeaturizer(
        new Encoder(pieces, PieceTable.read(table)),
        new StaticFeaturizer.FittedMaps(
            LinearMap.read(lines(tasks)), LinearMap.read(lines(components))),
        new Surface(pieces),
        hash(vocabulary, table, tasks, components));
  }

  static Taxonomy taxonomy() {
    return Taxonomy.read(lines(MiniLm.resource(TASKS)));
  }

  private static List<String> lines(byte[] file) {
    return new String(file, StandardCharsets.UTF_8).lines().toList();
  }

  /// Of the code's version and the files, each with its length before it.
  static String hash(byte[]... files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(CODE_VERSION.getBytes(StandardCharsets.UTF_8));
      for (byte[] file : files) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(file.length).flip());
        digest.update(file);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
