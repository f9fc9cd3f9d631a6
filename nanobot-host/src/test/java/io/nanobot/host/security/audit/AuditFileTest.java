package io.nanobot.host.security.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
  @TempDir private Path directory;
  private Path folder;

  @BeforeEach
  void nameFolder() {
    folder = directory.resolve("audit");
  }

  @Test
  void makesFilesThatOnlyTheirOwnerCanRead() throws IOException {
    AuditFile file = new AuditFile(folder, 20, 3);
    append(file, "one one one one", "two two two two");
    assertThat(mode(folder)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(3).allMatch(each -> mode(each).equals("rw-------"));
    }
  }

  @Test
  void takesWhatWasThereBeforeAwayFromOthers() throws IOException {
    Files.createDirectory(folder);
    Path current = Files.writeString(folder.resolve("audit.jsonl"), "one\n");
    Path old = Files.writeString(folder.resolve("audit.1.jsonl"), "none\n");
    open(folder, "rwxr-xr-x");
    open(current, "rw-r--r--");
    open(old, "rw-rw-r--");
    append(new AuditFile(folder, 1_000, 3), "two");
    assertThat(lines("audit.jsonl")).containsExactly("one", "two");
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(current)).isEqualTo("rw-------");
    assertThat(mode(old)).isEqualTo("rw-------");
  }

  @Test
  void keepsTheNewestLinesInABoundedNumberOfFiles() throws IOException {
    AuditFile file = new AuditFile(folder, 20, 3);
    for (int i = 10; i < 30; i++) {
      append(file, "line " + i);
    }
    assertThat(lines("audit.2.jsonl")).containsExactly("line 24", "line 25");
    assertThat(lines("audit.1.jsonl")).containsExactly("line 26", "line 27");
    assertThat(lines("audit.jsonl")).containsExactly("line 28", "line 29");
    assertThat(folder.resolve("audit.3.jsonl")).doesNotExist();
  }

  @Test
  void rotatesWithinOneBatch() throws IOException {
    AuditFile file = new AuditFile(folder, 20, 10);
    append(file, IntStream.range(10, 20).mapToObj(i -> "line " + i).toArray(String[]::new));
    assertThat(lines("audit.4.jsonl")).containsExactly("line 10", "line 11");
    assertThat(lines("audit.jsonl")).containsExactly("line 18", "line 19");
  }

  @Test
  void oneFileIsEnough() throws IOException {
    AuditFile file = new AuditFile(folder, 20, 1);
    append(file, "line 10", "line 11", "line 12");
    assertThat(lines("audit.jsonl")).containsExactly("line 12");
  }

  @Test
  void aLineThatIsLargerThanAFileHasOneOfItsOwn() throws IOException {
    AuditFile file = new AuditFile(folder, 20, 3);
    append(file, "a", "b".repeat(50), "c");
    assertThat(lines("audit.2.jsonl")).containsExactly("a");
    assertThat(lines("audit.1.jsonl")).containsExactly("b".repeat(50));
    assertThat(lines("audit.jsonl")).containsExactly("c");
  }

  @Test
  void endsTheHalfLineThatAPowerCutLeft() throws IOException {
    AuditFile file = new AuditFile(folder, 1_000, 3);
    append(file, "one");
    Files.writeString(file.path(), "{\"half", StandardOpenOption.APPEND);
    append(file, "two");
    assertThat(lines("audit.jsonl")).containsExactly("one", "{\"half", "two");
  }

  @Test
  void goesOnInANewFileWhenSomebodyTookTheOldOneAway() throws IOException {
    AuditFile file = new AuditFile(folder, 1_000, 3);
    append(file, "one");
    Files.delete(file.path());
    append(file, "two");
    assertThat(lines("audit.jsonl")).containsExactly("two");
  }

  @Test
  void aFullDiskLeavesNoHalfLineAndNoDuplicates() throws IOException {
    long[] space = {25};
    AuditFile file = new AuditFile(folder, 1_000, 3, path -> new SmallDisk(path, space));
    Queue<String> lines = new ArrayDeque<>(List.of("line 10", "line 11"));
    file.append(lines);
    lines.addAll(List.of("line 12", "line 13"));
    assertThatThrownBy(() -> file.append(lines)).hasMessage("No space left on device");
    assertThat(lines("audit.jsonl")).containsExactly("line 10", "line 11");
    assertThat(lines).containsExactly("line 12", "line 13");
    space[0] = 1_000;
    file.append(lines);
    assertThat(lines("audit.jsonl")).containsExactly("line 10", "line 11", "line 12", "line 13");
  }

  @Test
  void linesOfWhichAFullDiskHasRoomForSomeAreThereOnce() throws IOException {
    long[] space = {30};
    AuditFile file = new AuditFile(folder, 20, 9, path -> new SmallDisk(path, space));
    Queue<String> lines =
        new ArrayDeque<>(IntStream.range(10, 20).mapToObj(i -> "line " + i).toList());
    assertThatThrownBy(() -> file.append(lines)).isInstanceOf(IOException.class);
    assertThat(lines).startsWith("line 12");
    space[0] = 1_000;
    file.append(lines);
    List<String> all = new ArrayList<>();
    for (int age = 8; age > 0; age--) {
      if (Files.exists(folder.resolve("audit." + age + ".jsonl"))) {
        all.addAll(lines("audit." + age + ".jsonl"));
      }
    }
    all.addAll(lines("audit.jsonl"));
    assertThat(all).hasSize(10).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void severalProcessesWriteWholeLinesAndLoseNone() throws Exception {
    List<Process> writers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      writers.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  AuditFileTest.class.getName(),
                  folder.toString(),
                  "writer" + i)
              .inheritIO()
              .start());
    }
    for (Process writer : writers) {
      assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(writer.exitValue()).isZero();
    }
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
        all.addAll(Files.readAllLines(file));
      }
    }
    assertThat(all)
        .hasSize(400)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches("writer[01] \\d{3} x{20}"));
  }

  /** A process that writes. */
  public static void main(String[] arguments) throws IOException {
    AuditFile file = new AuditFile(Path.of(arguments[0]), 1_000, 50);
    for (int i = 100; i < 300; i++) {
      append(file, arguments[1] + " " + i + " " + "x".repeat(20));
    }
  }

  private static void append(AuditFile file, String... lines) throws IOException {
    file.append(new ArrayDeque<>(List.of(lines)));
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name));
  }

  private static void open(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes so many bytes, as many of a write as there is room for, like a real one. */
  static final class SmallDisk implements SeekableByteChannel {
    private final FileChannel file;
    private final long[] space;

    SmallDisk(Path path, long[] space) throws IOException {
      this.file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      this.space = space;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      if (space[0] == 0) {
        throw new IOException("No space left on device");
      }
      ByteBuffer fitting =
          bytes.slice(bytes.position(), (int) Math.min(space[0], bytes.remaining()));
      int written = file.write(fitting);
      bytes.position(bytes.position() + written);
      space[0] -= written;
      return written;
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      space[0] += Math.max(0, file.size() - size);
      file.truncate(size);
      return this;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return file.read(bytes);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
