package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.nanobot.host.plugin.LockChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PluginInventoryTest {
  @TempDir Path root;
  private Zoo zoo;

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
  }

  @Test
  void locksWhatIsThere() throws IOException {
    List<LockChange> changes = zoo.inventory().lock();

    LockEntry good = zoo.inventory().entries().get(0);
    assertThat(good.state()).isEqualTo(LockState.LOCKED);
    assertThat(good.file()).isEqualTo(jar("good.jar"));
    assertThat(good.reason()).isEmpty();
    assertThat(changes)
        .containsExactly(new LockChange(Kind.ADDED, "good.jar", "good", "1.0.0", good.sha256()));
    assertThat(Files.readString(zoo.lock.file()))
        .endsWith("\n" + good.sha256() + "  good.jar  good  1.0.0\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void lockIsForItsOwnerOnlyAndNothingStaysBesideIt() throws IOException {
    Files.writeString(zoo.lock.file(), "");
    Files.setPosixFilePermissions(zoo.lock.file(), PosixFilePermissions.fromString("rw-rw-rw-"));

    zoo.locked();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zoo.lock.file())))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files).containsExactlyInAnyOrder(zoo.folder, zoo.lock.file());
    }
  }

  @Test
  void tellsWhatIsNew() throws IOException {
    zoo.with("old.jar", PluginJar.channel("old")).locked();
    Files.delete(jar("old.jar"));
    Files.write(jar("good.jar"), new byte[] {1});
    zoo.with("new.jar", PluginJar.channel("new"));

    assertThat(zoo.inventory().lock())
        .extracting(LockChange::kind, LockChange::fileName, LockChange::id)
        .containsExactly(
            tuple(Kind.CHANGED, "good.jar", "-"),
            tuple(Kind.ADDED, "new.jar", "new"),
            tuple(Kind.REMOVED, "old.jar", "old"));
    assertThat(states()).containsOnly(LockState.LOCKED);
  }

  @Test
  void writesNothingIfNothingIsNew() throws IOException {
    zoo.locked();
    FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(zoo.lock.file(), longAgo);

    assertThat(zoo.inventory().lock()).isEmpty();
    assertThat(Files.getLastModifiedTime(zoo.lock.file())).isEqualTo(longAgo);
  }

  @Test
  void replacesALockThatCanNotBeRead() throws IOException {
    Files.writeString(zoo.lock.file(), "<<<<<<< HEAD\n");
    assertThat(zoo.inventory().hasLock()).isFalse();
    assertThat(zoo.inventory().damage()).startsWith("its line 1 is not");

    zoo.locked();

    assertThat(zoo.inventory().damage()).isEmpty();
    assertThat(states()).containsExactly(LockState.LOCKED);
  }

  @Test
  void findsWhatDiffers() throws IOException {
    zoo.with("changed.jar", PluginJar.channel("changed"));
    zoo.with("missing.jar", PluginJar.channel("missing")).locked();
    Files.write(jar("changed.jar"), new byte[] {1, 2, 3});
    Files.delete(jar("missing.jar"));
    zoo.with("unknown.jar", PluginJar.channel("unknown"));
    Files.writeString(jar("notes.txt"), "no jar");

    List<LockEntry> entries = zoo.inventory().entries();

    assertThat(entries)
        .extracting(entry -> entry.file().getFileName().toString(), LockEntry::state)
        .containsExactly(
            tuple("changed.jar", LockState.CHANGED),
            tuple("good.jar", LockState.LOCKED),
            tuple("unknown.jar", LockState.UNKNOWN),
            tuple("missing.jar", LockState.MISSING));
    assertThat(entries.get(0).reason())
        .contains("its SHA-256 is 039058c6f2c0…, but " + zoo.lock.file() + " has ");
    assertThat(entries.get(2).reason())
        .contains(zoo.lock.file() + " does not name it")
        .contains(entries.get(2).sha256().substring(0, 12));
    assertThat(entries.get(3).reason()).contains("in none of the plugins folders");
    assertThat(entries.get(3).id()).isEqualTo("missing");
    assertThat(entries)
        .filteredOn(entry -> entry.state() != LockState.LOCKED)
        .allMatch(entry -> entry.fix().contains("nanobot plugins lock"));
  }

  @Test
  void jarUnderAnotherNameIsUnknown() throws IOException {
    zoo.locked();
    Files.move(jar("good.jar"), jar("renamed.jar"));

    assertThat(states()).containsExactly(LockState.UNKNOWN, LockState.MISSING);
  }

  @Test
  void oneNameInTwoFoldersIsTwoLines() throws IOException {
    Path other = root.resolve("other");
    PluginJar.channel("good").manifest("Plugin-Version", "2.0.0").write(other.resolve("good.jar"));
    List<Path> folders = List.of(zoo.folder, other, zoo.folder);

    PluginInventory.of(folders, zoo.lock).lock();

    assertThat(PluginInventory.of(folders, zoo.lock).entries())
        .extracting(LockEntry::state, LockEntry::version)
        .containsExactly(tuple(LockState.LOCKED, "1.0.0"), tuple(LockState.LOCKED, "2.0.0"));
    Files.delete(other.resolve("good.jar"));
    assertThat(PluginInventory.of(folders, zoo.lock).entries())
        .extracting(LockEntry::state, LockEntry::version)
        .containsExactly(tuple(LockState.LOCKED, "1.0.0"), tuple(LockState.MISSING, "2.0.0"));
    assertThat(PluginInventory.of(folders, zoo.lock).lock())
        .extracting(LockChange::kind, LockChange::version)
        .containsExactly(tuple(Kind.REMOVED, "2.0.0"));
  }

  @Test
  void twoJarsOfOnePluginAreTwoLines() throws IOException {
    zoo.with("twin.jar", PluginJar.channel("good")).locked();

    assertThat(zoo.inventory().entries())
        .extracting(LockEntry::id, LockEntry::state)
        .containsExactly(tuple("good", LockState.LOCKED), tuple("good", LockState.LOCKED));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linkIsWhatItLeadsTo() throws IOException {
    Path target = PluginJar.channel("linked").write(root.resolve("elsewhere").resolve("v1.jar"));
    Files.createSymbolicLink(jar("link.jar"), target);
    zoo.locked();
    assertThat(states()).containsExactly(LockState.LOCKED, LockState.LOCKED);

    Files.write(target, new byte[] {1});

    assertThat(states()).containsExactly(LockState.LOCKED, LockState.CHANGED);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void locksNothingIfAJarCanNotBeRead() throws IOException {
    Files.createSymbolicLink(jar("link.jar"), root.resolve("nowhere.jar"));
    PluginInventory inventory = zoo.inventory();

    assertThat(inventory.entries())
        .extracting(LockEntry::state)
        .containsExactly(LockState.UNKNOWN, LockState.UNREADABLE);
    assertThat(inventory.entries().get(1).reason()).startsWith("it can not be read");
    assertThatThrownBy(inventory::lock).isInstanceOf(IllegalStateException.class);
    assertThat(zoo.lock.file()).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nameThatALineCanNotHoldIsReported() throws IOException {
    Files.copy(jar("good.jar"), jar("two\nlines.jar"));

    assertThat(zoo.inventory().entries())
        .extracting(LockEntry::state, LockEntry::fix)
        .contains(tuple(LockState.UNREADABLE, "rename it"));
  }

  @Test
  void whatIsNoPluginIsLockedAllTheSame() throws IOException {
    Files.writeString(jar("broken.jar"), "this is no jar");
    zoo.locked();

    assertThat(zoo.inventory().entries())
        .extracting(LockEntry::state, LockEntry::id)
        .containsExactly(tuple(LockState.LOCKED, "-"), tuple(LockState.LOCKED, "good"));
  }

  private Path jar(String name) {
    return zoo.folder.resolve(name);
  }

  private List<LockState> states() {
    return zoo.inventory().entries().stream().map(LockEntry::state).toList();
  }
}
