package dev.pointsman.feedback;

import dev.pointsman.bandit.log.Fields;
import dev.pointsman.feedback.calibration.MonotoneMap;
import dev.pointsman.feedback.calibration.MonotoneMap.Knot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The one codec of pairs and maps: version 1 of each record as flat texts.
public final class CalibrationFields {

  private static final int VERSION = 1;

  private CalibrationFields() {}

  public static Map<String, String> of(SignalPair pair) {
    Map<String, String> fields = Fields.write(VERSION);
    fields.put("id", pair.decisionId());
    fields.put("signal", side(pair.signal()));
    fields.put("reference", side(pair.reference()));
    fields.put("numbers", numbers(pair));
    return fields;
  }

  /// Reads a pair; an `IllegalArgumentException` names what is wrong with it.
  public static SignalPair pair(Map<String, String> texts) {
    Fields fields = Fields.read("pair", VERSION, texts);
    double[] numbers = fields.reals("numbers");
    if (numbers.length != 3) {
      throw new IllegalArgumentException("a pair has 3 numbers, not " + numbers.length);
    }
    return new SignalPair(
        fields.text("id"),
        side(fields, "signal", numbers[0]),
        side(fields, "reference", numbers[1]),
        numbers[2]);
  }

  public static Map<String, String> of(SignalMaps maps) {
    Map<String, String> fields = Fields.write(VERSION);
    fields.put("version", Integer.toString(maps.version()));
    Map<String, String> packed = new HashMap<>();
    maps.maps().forEach((key, map) -> packed.put(key, knots(map)));
    fields.put("maps", Fields.map(packed));
    return fields;
  }

  /// Reads maps; an `IllegalArgumentException` names what is wrong with them.
  public static SignalMaps maps(Map<String, String> texts) {
    Fields fields = Fields.read("signal maps", VERSION, texts);
    Map<String, MonotoneMap> maps = new HashMap<>();
    Map<String, String> packed = fields.map("maps");
    for (Map.Entry<String, String> entry : packed.entrySet()) {
      Map<String, String> alone = Fields.write(VERSION);
      alone.put("knots", entry.getValue());
      maps.put(entry.getKey(), map(Fields.read("map", VERSION, alone).reals("knots")));
    }
    return new SignalMaps(fields.int32("version"), maps);
  }

  private static String numbers(SignalPair pair) {
    return Fields.reals(pair.signal().value(), pair.reference().value(), pair.weight());
  }

  private static String side(SignalPair.Side side) {
    return Fields.list(List.of(side.key(), side.pooledKey()));
  }

  private static SignalPair.Side side(Fields fields, String name, double value) {
    List<String> keys = fields.list(name);
    if (keys.size() != 2) {
      throw new IllegalArgumentException("field " + name + " of a pair is not two keys");
    }
    return new SignalPair.Side(keys.get(0), keys.get(1), value);
  }

  private static String knots(MonotoneMap map) {
    double[] values = new double[map.knots().size() * 2];
    for (int i = 0; i < map.knots().size(); i++) {
      values[2 * i] = map.knots().get(i).value();
      values[2 * i + 1] = map.knots().get(i).gold();
    }
    return Fields.reals(values);
  }

  private static MonotoneMap map(double[] values) {
    List<Knot> knots = new ArrayList<>();
    for (int i = 0; i + 1 < values.length; i += 2) {
      knots.add(new Knot(values[i], values[i + 1]));
    }
    return MonotoneMap.of(knots);
  }
}
