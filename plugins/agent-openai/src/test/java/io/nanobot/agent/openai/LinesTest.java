package io.nanobot.agent.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinesTest {
  private static List<String> read(byte[] output) {
    List<String> lines = new ArrayList<>();
    Lines.read(new ByteArrayInputStream(output), lines::add);
    return lines;
  }

  @Test
  void readsLinesInUtf8WhateverThePlatformSays() {
    assertThat(read("你好\n\nworld\nnot ended".getBytes(UTF_8))).containsExactly("你好", "world");
  }

  @Test
  void passesOverALineThatFillsTheMemory() {
    byte[] output = new byte[Lines.LONGEST + 10];
    Arrays.fill(output, (byte) 'x');
    output[output.length - 4] = '\n';
    output[output.length - 1] = '\n';

    assertThat(read(output)).containsExactly("xx");
  }
}
