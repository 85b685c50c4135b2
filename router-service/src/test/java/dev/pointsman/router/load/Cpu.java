package dev.pointsman.router.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// CPU time as Linux counts it, in ticks of 10 ms: of a process and all it started, and of the
/// whole machine.
record Cpu(long family, long machine) {

  private static final double TICK_MICROS = 10_000;

  static Cpu of(long pid) throws IOException {
    long[] pids =
        LongStream.concat(
                LongStream.of(pid),
                ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .mapToLong(ProcessHandle::pid))
            .toArray();
    long family = 0;
    for (long each : pids) {
      family += ticks(each);
    }
    return new Cpu(family, machineTicks());
  }

  double micros() {
    return family * TICK_MICROS;
  }

  double machineMicros() {
    return machine * TICK_MICROS;
  }

  Cpu since(Cpu before) {
    return new Cpu(family - before.family, machine - before.machine);
  }

  private static long ticks(long pid) throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }

  /// User, nice, system, interrupts of both cores; not idle, not waiting.
  private static long machineTicks() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      String[] fields = lines.findFirst().orElseThrow().trim().split(" +", -1);
      long busy = 0;
      for (int i : new int[] {1, 2, 3, 6, 7}) {
        busy += Long.parseLong(fields[i]);
      }
      return busy;
    }
  }
}
