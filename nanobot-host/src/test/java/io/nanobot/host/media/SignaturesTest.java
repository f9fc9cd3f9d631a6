package io.nanobot.host.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "89504E470D0A1A0A, image/png",
    "FFD8FFE000104A46, image/jpeg",
    "474946383961, image/gif",
    "524946460000000057454250, image/webp",
    "424D3A00000000000000, image/bmp",
    "000000186674797068656963, image/heic",
    "2321414D520A, audio/amr",
    "4F67675300, audio/ogg",
    "49443303, audio/mpeg",
    "524946460000000057415645, audio/wav",
    "00000018667479706D703432, video/mp4",
    "00000014667479707174, video/quicktime",
    "1A45DFA3, video/webm",
    "255044462D312E37, application/pdf",
    "D0CF11E0A1B11AE1, application/x-ole-storage",
    "526172211A07, application/vnd.rar",
    "377ABCAF271C, application/x-7z-compressed",
    "1F8B08, application/gzip"
  })
  void tellsTheTypeByTheFirstBytes(String hex, String mediaType) throws IOException {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    assertThat(Signatures.mediaType(file(bytes))).contains(mediaType);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"BMW is a car", "ID3 tags", "RIFF", "hello", "你好，世界", "<svg/>", "a,b\r\n1,2\t3"})
  void takesEveryTextForText(String text) throws IOException {
    assertThat(Signatures.mediaType(file(text.getBytes(UTF_8)))).contains("text/plain");
  }

  @Test
  void takesTextForTextThatIsCutInTheMiddleOfACharacter() throws IOException {
    byte[] text = ("a" + "好".repeat(5000)).getBytes(UTF_8);
    assertThat(Signatures.mediaType(file(text))).contains("text/plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000\u0001", "caf\u00e9"})
  void saysNothingAboutWhatItDoesNotKnow(String bytes) throws IOException {
    assertThat(Signatures.mediaType(file(bytes.getBytes(ISO_8859_1)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "word/document.xml, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml,"
        + " application/vnd.openxmlformats-officedocument.presentationml.presentation"
  })
  void tellsOfficeDocumentsFromArchives(String entry, String mediaType) throws IOException {
    assertThat(Signatures.mediaType(zip("[Content_Types].xml", entry))).contains(mediaType);
    assertThat(Signatures.mediaType(zip(entry))).contains("application/zip");
    assertThat(Signatures.mediaType(zip("[Content_Types].xml"))).contains("application/zip");
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  private Path zip(String... entries) throws IOException {
    Path file = folder.resolve("archive");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write("<x/>".getBytes(UTF_8));
      }
    }
    return file;
  }
}
