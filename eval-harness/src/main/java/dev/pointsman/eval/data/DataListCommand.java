package dev.pointsman.eval.data;

import dev.pointsman.datasets.KnownSets;
import dev.pointsman.eval.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `data list`: the public sets that are known, those that can be fetched, and the tables in the
/// folders given.
@Command(name = "list", description = "Outcome tables that are known, and those found in folders.")
public final class DataListCommand implements Runnable {

  @Parameters(paramLabel = "FOLDER", arity = "0..*", description = "Where to look for tables.")
  private List<Path> folders = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    KnownSets sets = KnownSets.load();
    TextTable known = new TextTable().row("known set", "rows", "models", "source; licence");
    for (KnownSets.KnownSet set : sets.all()) {
      known.row(
          set.name(),
          Integer.toString(set.rows()),
          Integer.toString(set.models()),
          set.source() + "; " + set.licence());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(known);
    TextTable sources = new TextTable().row("data fetch", "licence", "data import --format");
    for (Source source : Catalogue.shipped().sources()) {
      sources.row(source.name(), source.licence(), source.format());
    }
    out.print("\n" + sources);
    for (Path folder : folders) {
      TextTable found = new TextTable().row("found in " + folder);
      sets.in(folder)
          .forEach(
              table ->
                  found.row(table.file().toString(), table.known().isPresent() ? "known" : ""));
      out.print("\n" + found);
    }
    out.flush();
  }
}
