package dev.pointsman.router.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/// Where a configuration comes from, to be read again and again. Any thread.
///
/// `text` throws {@link ConfigProblem} when there is none; `env` fills in the variables.
public record ConfigSource(String name, Supplier<String> text, Map<String, String> env) {

  /// A configuration with the models and routes it was read from, as they were written: variables
  /// are not filled in.
  public record Loaded(RouterConfig config, ObjectNode written) {}

  public static ConfigSource file(Path file) {
    return new ConfigSource(file.toString(), () -> ConfigFile.text(file), System.getenv());
  }

  /// A text that never changes.
  public static ConfigSource of(String name, String text, Map<String, String> env) {
    return new ConfigSource(name, () -> text, env);
  }

  /// What it says now, nothing laid over it. Throws {@link ConfigProblem}.
  public RouterConfig alone() {
    return load(text.get(), Overlay.NONE).config();
  }

  /// A text of this source with changes laid over it. Throws {@link ConfigProblem}.
  public Loaded load(String given, Overlay overlay) {
    YamlDocument written = YamlDocument.parse(given, name);
    YamlDocument document = YamlDocument.parse(given, name);
    RouterConfig config = ConfigReader.read(document, env, overlay);
    overlay.lay(written);
    ObjectNode shown = written.root().objectNode();
    shown.set("models", written.present("models"));
    shown.set("routes", written.root().path("routes"));
    return new Loaded(config, shown);
  }

  @Override
  public String toString() {
    return "ConfigSource(" + name + ")";
  }
}
