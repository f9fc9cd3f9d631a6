package io.nanobot.agent.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.agent.openai.Enclosure.Picture;
import io.nanobot.agent.openai.Enclosure.Text;
import io.nanobot.agent.openai.Enclosure.Unseen;
import io.nanobot.api.message.Attachment;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnclosuresTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n', 0, 0};

  @TempDir private Path folder;

  private Attachment file(String name, byte[] content) throws IOException {
    return attachment(Attachment.Kind.FILE, name, content);
  }

  private Attachment attachment(Attachment.Kind kind, String name, byte[] content)
      throws IOException {
    Path file = Files.write(Files.createTempFile(folder, "a", ".bin"), content);
    return new Attachment(kind, name, Optional.empty(), file.toUri().toString());
  }

  private static Enclosure read(Attachment attachment) {
    return new Enclosures(true).read(List.of(attachment)).get(0);
  }

  @Test
  void readsText() throws Exception {
    assertThat(read(file("a.txt", "你好".getBytes(UTF_8)))).isEqualTo(new Text("a.txt", "你好", true));
  }

  @Test
  void readsTextOfChineseWindows() throws Exception {
    byte[] gbk = "你好，世界".getBytes(Charset.forName("GBK"));

    assertThat(read(file("a.txt", gbk))).isEqualTo(new Text("a.txt", "你好，世界", true));
    assertThat(read(file("a.bin", gbk))).isInstanceOf(Unseen.class);
  }

  @Test
  void readsNoMoreTextThanTheBound() throws Exception {
    byte[] much = new byte[Enclosures.MOST_TEXT + 1];
    Arrays.fill(much, (byte) 'a');

    List<Enclosure> read =
        new Enclosures(true)
            .read(List.of(file("a.txt", much), file("b.txt", "more".getBytes(UTF_8))));

    assertThat((Text) read.get(0)).extracting(Text::complete).isEqualTo(false);
    assertThat(((Text) read.get(0)).text()).hasSize(Enclosures.MOST_TEXT);
    assertThat(read.get(1))
        .isEqualTo(new Unseen("b.txt", "there is too much text in the files before it"));
  }

  @Test
  void countsTextInBytes() throws Exception {
    Attachment much = file("a.txt", "你".repeat(Enclosures.MOST_TEXT / 3).getBytes(UTF_8));

    List<Enclosure> read =
        new Enclosures(true).read(List.of(much, file("b.txt", "more".getBytes(UTF_8))));

    assertThat(read.get(1)).isEqualTo(new Text("b.txt", "mo", false));
  }

  @Test
  void cutsNoCharacterInTwo() throws Exception {
    String much = "a" + "你".repeat(Enclosures.MOST_TEXT / 3 + 1);

    assertThat(((Text) read(file("a.txt", much.getBytes(UTF_8)))).text()).endsWith("你");
  }

  @Test
  void takesBinaryForNoText() throws Exception {
    assertThat(read(file("a.txt", new byte[] {1, 0, 2})))
        .isEqualTo(new Unseen("a.txt", "it is not text"));
  }

  @Test
  void knowsAPictureByItsContent() throws Exception {
    assertThat(read(file("a.txt", PNG))).isInstanceOf(Picture.class);
    assertThat(PictureType.of(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1}))
        .contains("image/jpeg");
    assertThat(PictureType.of("GIF89a".getBytes(UTF_8))).contains("image/gif");
    assertThat(PictureType.of("RIFF1234WEBP".getBytes(UTF_8))).contains("image/webp");
    assertThat(PictureType.of("RIFF1234WAVE".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void showsNoPictureToAModelThatTakesNone() throws Exception {
    assertThat(new Enclosures(false).read(List.of(file("a.png", PNG))))
        .containsExactly(new Unseen("a.png", "it is a picture, which the model can not see"));
  }

  @Test
  void showsNoHugePicture() throws Exception {
    byte[] huge = Arrays.copyOf(PNG, Enclosures.LARGEST_PICTURE + 1);

    assertThat(read(file("a.png", huge)))
        .isEqualTo(new Unseen("a.png", "it is a picture of more than 5 MB"));
  }

  @Test
  void showsNoMorePicturesThanTheBound() throws Exception {
    Attachment picture = attachment(Attachment.Kind.IMAGE, "", PNG);
    List<Attachment> many = Collections.nCopies(Enclosures.MOST_PICTURES + 1, picture);

    List<Enclosure> read = new Enclosures(true).read(many);

    assertThat(read.subList(0, Enclosures.MOST_PICTURES)).hasOnlyElementsOfType(Picture.class);
    assertThat(read.get(Enclosures.MOST_PICTURES)).isInstanceOf(Unseen.class);
  }

  @Test
  void tellsOfWhatItCanNotRead() throws Exception {
    Attachment elsewhere =
        new Attachment(Attachment.Kind.FILE, "a.txt", Optional.empty(), "downloadCode-4711");
    Attachment gone =
        new Attachment(
            Attachment.Kind.FILE,
            "a.txt",
            Optional.empty(),
            folder.resolve("gone").toUri().toString());
    Attachment wrong =
        new Attachment(Attachment.Kind.FILE, "a.txt", Optional.empty(), "file://host/%zz");

    assertThat(List.of(read(elsewhere), read(gone), read(wrong)))
        .containsOnly(new Unseen("a.txt", "its content is not available"));
    assertThat(read(attachment(Attachment.Kind.AUDIO, "a.amr", new byte[] {1, 2})))
        .isEqualTo(new Unseen("a.amr", "it is not text"));
  }
}
