package dev.pointsman.eval.report;

import dev.pointsman.datasets.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eval report`: one page from a folder of results, its figures as PNG and its tables as CSV
/// beside it.
@Command(
    name = "report",
    description = "One page to decide by, from what the other eval commands wrote.")
public final class ReportCommand implements Runnable {

  @Option(
      names = "--in",
      required = true,
      paramLabel = "DIR",
      description = "Folder of JSON files written by eval online, frontier, ope, humaneval --json.")
  private Path in = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The page, say report.html; PNG and CSV files go beside it.")
  private Path out = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    checkWritable();
    // Figures need no screen, and none may be looked for.
    System.setProperty("java.awt.headless", "true");
    Results results = Results.read(in);
    int figures = 0;
    int tables = 0;
    write(out, Html.page(results.sections(), results.skipped()).getBytes(StandardCharsets.UTF_8));
    for (Section section : results.sections()) {
      for (Section.Part part : section.parts()) {
        for (Block block : part.blocks()) {
          switch (block) {
            case Block.Words words -> {}
            case Block.Figure(Chart chart) -> {
              write(beside(section, chart.name(), "png"), Png.of(chart));
              figures++;
            }
            case Block.Table(Sheet sheet) -> {
              byte[] csv = sheet.csv().getBytes(StandardCharsets.UTF_8);
              write(beside(section, sheet.name(), "csv"), csv);
              tables++;
            }
          }
        }
      }
    }
    PrintWriter said = spec.commandLine().getOut();
    for (Section section : results.sections()) {
      said.println(section.title());
      said.println("  " + section.verdict().headline());
      said.println("  " + section.verdict().answer());
      section
          .verdict()
          .picks()
          .forEach(p -> said.println("  " + p.when() + ": " + p.what().replaceFirst(":$", "")));
    }
    said.println("written: " + out + ", " + figures + " PNG, " + tables + " CSV beside it");
    said.flush();
  }

  /// `report.html` of file `1-online` gets `report-1-online-what-if.png` and so on.
  private Path beside(Section section, String name, String suffix) {
    String file = String.valueOf(out.getFileName());
    int dot = file.lastIndexOf('.');
    String stem = dot > 0 ? file.substring(0, dot) : file;
    return out.resolveSibling(stem + "-" + section.id() + "-" + name + "." + suffix);
  }

  private void checkWritable() {
    Path folder = out.toAbsolutePath().getParent();
    boolean isTaken = Files.isDirectory(out) || (Files.exists(out) && !Files.isWritable(out));
    if (isTaken || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw unwritable(out);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw unwritable(file);
    }
  }

  private static BadInputException unwritable(Path file) {
    return new BadInputException(
        "--out " + file, "cannot be written", "name a file in a folder that exists and is yours");
  }
}
