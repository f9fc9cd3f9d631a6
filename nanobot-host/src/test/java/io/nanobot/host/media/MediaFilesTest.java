package io.nanobot.host.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.ManualClock;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaFilesTest {
  @TempDir private Path folder;
  private final ManualClock clock = new ManualClock();
  private MediaFiles files;

  @BeforeEach
  void create() {
    files = new MediaFiles(new Workspace(folder), clock, 1000);
  }

  @Test
  void placeDependsOnNothingThatThePlatformCanChoose() throws IOException {
    Path place = files.place("dingtalk", "../../msg/==", 1).folder();
    assertThat(folder.relativize(place).toString())
        .matches("channels/dingtalk/media/[0-9a-f]{24}/1");
    assertThat(files.place("dingtalk", "../../msg/==", 1).folder()).isEqualTo(place);
    assertThat(files.place("dingtalk", "other", 1).folder()).isNotEqualTo(place);
  }

  @Test
  void onlyTheOwnerCanReadWhatIsKept() throws IOException {
    Path file = kept("m1", 10);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void removesWhatIsOlderThanADayWithItsFolders() throws IOException {
    Path old = kept("old", 10);
    clock.pass(MediaFiles.KEPT.minusMinutes(1));
    Path young = kept("young", 10);
    files.removeOld();
    assertThat(old).exists();

    clock.pass(Duration.ofMinutes(2));
    files.removeOld();
    assertThat(old.getParent().getParent()).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void removesHalfOfWhatAKilledGatewayFetched() throws IOException {
    Path incoming = files.place("dingtalk", "m1", 1).incoming();
    Files.write(incoming, new byte[10]);
    stamp(incoming);
    clock.pass(MediaFiles.KEPT.plusMinutes(1));
    files.removeOld();
    assertThat(incoming).doesNotExist();
  }

  @Test
  void makesRoomByRemovingTheOldest() throws IOException {
    Path oldest = kept("m1", 400);
    clock.pass(Duration.ofMinutes(1));
    Path older = kept("m2", 400);
    clock.pass(MediaFiles.IN_USE);

    assertThat(files.reserve(500)).isTrue();
    assertThat(oldest).doesNotExist();
    assertThat(older).exists();
  }

  @Test
  void neverRemovesWhatAnAgentMayBeReading() throws IOException {
    Path inUse = kept("m1", 800);
    assertThat(files.reserve(500)).isFalse();
    assertThat(inUse).exists();
  }

  @Test
  void roomThatIsReservedIsNotGivenTwice() throws IOException {
    assertThat(files.reserve(600)).isTrue();
    assertThat(files.reserve(600)).isFalse();
    files.release(600);
    assertThat(files.reserve(600)).isTrue();
  }

  @Test
  void doesNothingWhereThereIsNothing() throws IOException {
    files.removeOld();
    assertThat(folder).isEmptyDirectory();
  }

  private Path kept(String messageId, int bytes) throws IOException {
    MediaPlace place = files.place("dingtalk", messageId, 1);
    Files.write(place.incoming(), new byte[bytes]);
    Path file = place.keep("a.bin");
    stamp(file);
    return file;
  }

  private void stamp(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }
}
