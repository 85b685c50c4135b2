package dev.pointsman.bandit.log;

import dev.pointsman.bandit.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A flat record of named texts, as a log holds it, read back field by field.
///
/// Each record carries its format's version in the field `v`; a reader refuses one it does not
/// know. Every fault is an `IllegalArgumentException` that names record and field. Doubles, halves
/// and texts come back exactly as they went in, NaN included. Immutable, any thread.
public final class Fields {

  public static final String VERSION = "v";

  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  private final String kind;
  private final Map<String, String> texts;

  private Fields(String kind, Map<String, String> texts) {
    this.kind = kind;
    this.texts = texts;
  }

  /// Reads a record of the given kind, which must be of this version.
  public static Fields read(String kind, int version, Map<String, String> texts) {
    Fields fields = new Fields(kind, texts);
    String found = fields.text(VERSION);
    if (!found.equals(Integer.toString(version))) {
      throw new IllegalArgumentException(
          "a "
              + kind
              + " of version "
              + found
              + " cannot be read: this build knows version "
              + version
              + " only; use the build that wrote it, or a later one");
    }
    return fields;
  }

  /// An empty record of this version, to be filled.
  public static Map<String, String> write(int version) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(VERSION, Integer.toString(version));
    return texts;
  }

  public String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalArgumentException("a " + kind + " lacks its field " + name);
    }
    return text;
  }

  public long integer(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      throw malformed(name, "a whole number", e);
    }
  }

  public int int32(String name) {
    try {
      return Math.toIntExact(integer(name));
    } catch (ArithmeticException e) {
      throw malformed(name, "a whole number below 2^31", e);
    }
  }

  public double real(String name) {
    try {
      return Double.parseDouble(text(name));
    } catch (NumberFormatException e) {
      throw malformed(name, "a number", e);
    }
  }

  /// A constant of an enumeration, by its name.
  public <E extends Enum<E>> E name(String name, Class<E> type) {
    String text = text(name);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw malformed(name, "one of " + List.of(type.getEnumConstants()), null);
  }

  public boolean flag(String name) {
    return switch (text(name)) {
      case "1" -> true;
      case "0" -> false;
      default -> throw malformed(name, "0 or 1", null);
    };
  }

  public static String flag(boolean value) {
    return value ? "1" : "0";
  }

  public double[] reals(String name) {
    ByteBuffer bytes = base64(name, Double.BYTES);
    double[] values = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(values);
    return values;
  }

  /// Eight bytes each, little-endian, in base64.
  public static String reals(double... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return BASE64.encodeToString(bytes.array());
  }

  /// A context from its features (IEEE half precision, little-endian, base64) and its length.
  public Context context(String features, String inputTokens) {
    ByteBuffer bytes = base64(features, Short.BYTES);
    float[] values = new float[bytes.remaining() / Short.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.float16ToFloat(bytes.getShort());
    }
    return Context.of(values, int32(inputTokens));
  }

  public static String features(Context context) {
    ByteBuffer bytes =
        ByteBuffer.allocate(context.dimension() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < context.dimension(); i++) {
      bytes.putShort(Float.floatToFloat16(context.feature(i)));
    }
    return BASE64.encodeToString(bytes.array());
  }

  /// Texts of any characters, each behind its length: `3:abc0:`.
  public static String list(Collection<String> items) {
    StringBuilder packed = new StringBuilder();
    for (String item : items) {
      packed.append(item.length()).append(':').append(item);
    }
    return packed.toString();
  }

  public List<String> list(String name) {
    String packed = text(name);
    List<String> items = new ArrayList<>();
    int at = 0;
    while (at < packed.length()) {
      int colon = packed.indexOf(':', at);
      int length = colon < 0 ? -1 : length(packed.substring(at, colon));
      if (length < 0 || length > packed.length() - colon - 1) {
        throw malformed(name, "a list of texts with their lengths", null);
      }
      at = colon + 1 + length;
      items.add(packed.substring(colon + 1, at));
    }
    return items;
  }

  /// Reads what `list` wrote, where it stands alone.
  public static List<String> items(String kind, String packed) {
    return new Fields(kind, Map.of("", packed)).list("");
  }

  /// Keys and values in turn, as a list.
  public static String map(Map<String, String> entries) {
    List<String> items = new ArrayList<>(entries.size() * 2);
    entries.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> {
              items.add(entry.getKey());
              items.add(entry.getValue());
            });
    return list(items);
  }

  public Map<String, String> map(String name) {
    List<String> items = list(name);
    if (items.size() % 2 != 0) {
      throw malformed(name, "keys and values in turn", null);
    }
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i += 2) {
      entries.put(items.get(i), items.get(i + 1));
    }
    return entries;
  }

  /// A record's texts without their names, in the record's order: what a store keeps of it.
  public static String packed(Map<String, String> record) {
    return list(record.values());
  }

  /// Reads what `packed` wrote of a record with these names.
  public static Map<String, String> named(String kind, List<String> names, String packed) {
    return named(kind, names, List.of(), packed);
  }

  /// The same where fields of these other names may follow, all or none.
  static Map<String, String> named(
      String kind, List<String> names, List<String> more, String packed) {
    List<String> values = items(kind, packed);
    boolean isMore = values.size() == names.size() + more.size();
    if (values.size() != names.size() && !isMore) {
      throw new IllegalArgumentException(
          "a packed " + kind + " has " + values.size() + " fields, not " + names.size());
    }
    Map<String, String> record = LinkedHashMap.newLinkedHashMap(names.size());
    for (int i = 0; i < names.size(); i++) {
      record.put(names.get(i), values.get(i));
    }
    for (int i = 0; i < more.size() && isMore; i++) {
      record.put(more.get(i), values.get(names.size() + i));
    }
    return record;
  }

  /// Reads what `map` wrote, where it stands alone.
  public static Map<String, String> unpack(String kind, String packed) {
    return new Fields(kind, Map.of("", packed)).map("");
  }

  private static int length(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private ByteBuffer base64(String name, int size) {
    String text = text(name);
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw malformed(name, "base64", e);
    }
    if (bytes.length % size != 0) {
      throw malformed(name, "a multiple of " + size + " bytes", null);
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The value itself stays out of the message: a log may hold personal data.
  private IllegalArgumentException malformed(
      String name, String expected, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "field " + name + " of a " + kind + " is not " + expected, cause);
  }
}
