package dev.pointsman.eval.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFault;
import dev.pointsman.datasets.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The files `data fetch` knows: the shipped list, or one of the user's own in the same form.
final class Catalogue {

  private static final String FORM =
      "give [{\"name\",\"url\",\"file\",\"format\",\"licence\",\"sha256\",\"most_bytes\"}, ..]";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private final List<Source> sources;

  private Catalogue(List<Source> sources) {
    this.sources = List.copyOf(sources);
  }

  static Catalogue shipped() {
    try (InputStream in = Catalogue.class.getResourceAsStream("sources.json")) {
      if (in == null) {
        throw new IllegalStateException("sources.json is not on the class path");
      }
      return new Catalogue(List.of(JSON.readValue(in, Source[].class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Catalogue read(Path file) {
    String where = "--catalogue " + file;
    try {
      List<Source> sources = List.of(JSON.readValue(Files.readAllBytes(file), Source[].class));
      if (sources.isEmpty()) {
        throw new BadInputException(where, "names no source", FORM);
      }
      sources.forEach(source -> check(where, source));
      return new Catalogue(sources);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          where + ":" + JsonFault.line(e), "no catalogue (" + why(e) + ")", FORM);
    } catch (NoSuchFileException _) {
      throw new BadInputException(where, "there is no such file", "check the path");
    } catch (IOException e) {
      throw new BadInputException(
          where, "cannot be read (" + e.getMessage() + ")", "check file and rights");
    }
  }

  private static String why(JsonProcessingException e) {
    if (e instanceof JsonMappingException m && !m.getPath().isEmpty()) {
      String field = m.getPath().getLast().getFieldName();
      return field == null
          ? "each source must be an object"
          : "field " + Shown.name(field) + " is missing, unknown or of another kind";
    }
    return JsonFault.of(e);
  }

  private static void check(String where, Source source) {
    boolean isWhole =
        source.name() != null
            && source.url() != null
            && source.file() != null
            && source.format() != null
            && source.licence() != null;
    if (!isWhole) {
      throw new BadInputException(where, "a field is missing in " + source, FORM);
    }
    if (!source.url().matches("https?://[^/\\s]+/\\S*")) {
      throw new BadInputException(
          where, source.name() + ": url is no http address", "give https://HOST/PATH");
    }
    if (!source.file().matches("[A-Za-z0-9._-]+") || source.file().startsWith(".")) {
      throw new BadInputException(
          where, source.name() + ": file must be a plain name", "give letters, digits, ., _ and -");
    }
    if (!source.knownSum().orElse("0".repeat(64)).matches("[0-9a-fA-F]{64}")) {
      throw new BadInputException(
          where,
          source.name() + ": sha256 must be 64 hexadecimal digits",
          "correct it, or give null");
    }
    if (source.mostBytes() < 1) {
      throw new BadInputException(
          where, source.name() + ": most_bytes must be above 0", "give a bound in bytes");
    }
  }

  List<Source> sources() {
    return sources;
  }

  Source find(String name) {
    return sources.stream()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "NAME", "there is no source '" + name + "'", "give one of " + names()));
  }

  private String names() {
    return sources.stream().map(Source::name).collect(Collectors.joining(", "));
  }
}
