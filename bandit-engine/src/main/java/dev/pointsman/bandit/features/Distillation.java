package dev.pointsman.bandit.features;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/// Makes, when the engine is built, the vocabulary and the table of word-piece vectors that the
/// featurizer loads: each piece of MiniLM's vocabulary is embedded alone, between `[CLS]` and
/// `[SEP]`; the mean of all pieces is taken off, and each vector scaled to length 1.
///
/// Arguments: the folder to write to. Does nothing when the folder's stamp names the same model,
/// tokenizer and version. Some ten seconds on two cores. Source of the idea: model2vec (Tulkens and
/// van Dongen 2024).
final class Distillation {

  static final String VOCABULARY = "pieces.txt";
  static final String TABLE = "pieces.table";
  static final String STAMP = "pieces.stamp";

  private static final int VERSION = 2;
  private static final int BATCH = 16;
  private static final long CLS = 101;
  private static final long SEP = 102;

  private Distillation() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: Distillation FOLDER");
    }
    Path folder = Path.of(args[0]);
    String stamp =
        "version %d, model %x, tokenizer %x%n"
            .formatted(VERSION, checksum(MiniLm.MODEL), checksum(MiniLm.TOKENIZER));
    Path stampFile = folder.resolve(STAMP);
    if (Files.exists(stampFile) && Files.readString(stampFile).equals(stamp)) {
      return;
    }
    Files.createDirectories(folder);
    List<String> pieces = MiniLm.pieces();
    Files.write(folder.resolve(VOCABULARY), pieces);
    PieceTable table = PieceTable.of(directions(vectors(pieces.size())));
    try (var out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(TABLE)))) {
      table.write(out);
    }
    Files.writeString(stampFile, stamp);
  }

  private static float[][] vectors(int pieces) {
    float[][] vectors = new float[pieces][];
    try (var model = new MiniLm(Math.min(2, Runtime.getRuntime().availableProcessors()))) {
      for (int from = 0; from < pieces; from += BATCH) {
        int to = Math.min(pieces, from + BATCH);
        long[][] batch = new long[to - from][];
        for (int id = from; id < to; id++) {
          batch[id - from] = new long[] {CLS, id, SEP};
        }
        System.arraycopy(model.embed(batch), 0, vectors, from, batch.length);
      }
    }
    return vectors;
  }

  /// The vectors less their mean, each scaled to length 1; special and unused pieces do not count
  /// in the mean.
  static float[][] directions(float[][] vectors) {
    double[] mean = new double[vectors[0].length];
    int from = Ranks.FIRST_CHARACTER;
    for (int id = from; id < vectors.length; id++) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += vectors[id][d] / (double) (vectors.length - from);
      }
    }
    float[][] directions = new float[vectors.length][mean.length];
    for (int id = 0; id < vectors.length; id++) {
      double squares = 0;
      for (int d = 0; d < mean.length; d++) {
        double centred = vectors[id][d] - mean[d];
        directions[id][d] = (float) centred;
        squares += centred * centred;
      }
      for (int d = 0; d < mean.length; d++) {
        directions[id][d] /= (float) Math.sqrt(squares);
      }
    }
    return directions;
  }

  /// The checksum a jar already holds for its entry; of the bytes, when it is a plain file.
  private static long checksum(String resource) throws IOException {
    URL url = MiniLm.class.getResource(resource);
    if (url != null && url.openConnection() instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (var file = jar.getJarFile()) {
        return file.getEntry(jar.getEntryName()).getCrc();
      }
    }
    var crc = new CRC32();
    crc.update(MiniLm.resource(resource));
    return crc.getValue();
  }
}
