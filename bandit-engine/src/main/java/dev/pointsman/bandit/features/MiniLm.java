package dev.pointsman.bandit.features;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The sentence encoder all-MiniLM-L6-v2 (quantised), run by ONNX Runtime on this machine's CPU.
///
/// Mean over all tokens, not normalised. The quantisation range is taken over a whole batch, so a
/// sequence's vector depends slightly on its batch. About 1 ms for 20 tokens. Any thread but for
/// `close`.
final class MiniLm implements AutoCloseable {

  static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
  static final int DIMENSION = 384;

  private final OrtEnvironment environment;
  private final OrtSession session;

  /// Loads the model from the class path; `threads` for one inference.
  MiniLm(int threads) {
    try (var options = new OrtSession.SessionOptions()) {
      environment = OrtEnvironment.getEnvironment();
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = environment.createSession(resource(MODEL), options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot load " + MODEL, e);
    }
  }

  /// One vector of `DIMENSION` values per sequence; all sequences have the same length.
  float[][] embed(long[][] sequences) {
    int length = sequences[0].length;
    long[] flat = Arrays.stream(sequences).flatMapToLong(Arrays::stream).toArray();
    long[] ones = new long[flat.length];
    Arrays.fill(ones, 1);
    long[] shape = {sequences.length, length};
    try (OnnxTensor ids = tensor(flat, shape);
        OnnxTensor mask = tensor(ones, shape);
        OnnxTensor types = tensor(new long[flat.length], shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      return means(((OnnxTensor) result.get(0)).getFloatBuffer(), sequences.length, length);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot run " + MODEL, e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot close " + MODEL, e);
    }
  }

  /// The vocabulary of the tokenizer file: pieces in the order of their ids.
  ///
  /// Reads only the file's `"vocab"` object, whose entries are `"piece": id`.
  static List<String> pieces() {
    String json = new String(resource(TOKENIZER), java.nio.charset.StandardCharsets.UTF_8);
    int at = json.indexOf('{', json.indexOf("\"vocab\""));
    var pieces = new ArrayList<String>();
    while (true) {
      int open = json.indexOf('"', at);
      int close = json.indexOf('}', at);
      if (open < 0 || (close >= 0 && close < open)) {
        return pieces;
      }
      var piece = new StringBuilder();
      int end = unquote(json, open + 1, piece);
      int colon = json.indexOf(':', end);
      int stop = colon + 1;
      while (json.charAt(stop) != ',' && json.charAt(stop) != '}' && json.charAt(stop) != '\n') {
        stop++;
      }
      int id = Integer.parseInt(json.substring(colon + 1, stop).trim());
      if (id != pieces.size()) {
        throw new IllegalStateException(
            TOKENIZER + ": piece " + piece + " has id " + id + ", expected " + pieces.size());
      }
      pieces.add(piece.toString());
      at = json.charAt(stop) == '}' ? stop : stop + 1;
    }
  }

  private static int unquote(String json, int from, StringBuilder out) {
    int i = from;
    while (json.charAt(i) != '"') {
      char c = json.charAt(i++);
      if (c == '\\') {
        char escaped = json.charAt(i++);
        if (escaped == 'u') {
          out.append((char) Integer.parseInt(json.substring(i, i + 4), 16));
          i += 4;
        } else {
          out.append(escaped);
        }
      } else {
        out.append(c);
      }
    }
    return i + 1;
  }

  static byte[] resource(String name) {
    try (InputStream in = MiniLm.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  private static float[][] means(FloatBuffer states, int sequences, int length) {
    float[][] means = new float[sequences][DIMENSION];
    for (float[] mean : means) {
      for (int t = 0; t < length; t++) {
        for (int d = 0; d < DIMENSION; d++) {
          mean[d] += states.get();
        }
      }
      for (int d = 0; d < DIMENSION; d++) {
        mean[d] /= length;
      }
    }
    return means;
  }
}
