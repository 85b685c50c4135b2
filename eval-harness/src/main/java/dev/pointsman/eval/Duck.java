package dev.pointsman.eval;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/// DuckDB in memory, with 512 MB and nothing from the network; its results are streamed.
public final class Duck {

  private Duck() {}

  public static DuckDBConnection open() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", "512MB");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("jdbc_stream_results", "true");
    return DriverManager.getConnection("jdbc:duckdb:", settings).unwrap(DuckDBConnection.class);
  }

  /// As a literal of SQL.
  public static String quoted(Path file) {
    return "'" + file.toString().replace("'", "''") + "'";
  }

  /// What reads all of the files, of which there is one at least.
  public static String reading(List<Path> files) {
    return files.stream()
        .map(Duck::quoted)
        .collect(Collectors.joining(", ", "read_parquet([", "])"));
  }
}
