package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.imagecaptioning.layers.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

  private static final Tensor A = BundleFixtures.tensor(List.of(3, 2), new Random(1));
  private static final Tensor B = BundleFixtures.tensor(List.of(5), new Random(2));

  @Test
  void comesBackBitForBit() {
    Map<String, Tensor> tensors =
        Map.of("a", A, "b", new Tensor(List.of(3), new float[] {-0f, Float.MIN_VALUE, 1e38f}));
    assertThat(Safetensors.read(Safetensors.write(tensors, Precision.F32))).isEqualTo(tensors);
  }

  @Test
  void comesBackRoundedToFloat16AndThenNoMore() {
    Map<String, Tensor> once =
        Safetensors.read(Safetensors.write(Map.of("a", A, "b", B), Precision.F16));
    assertThat(once)
        .hasEntrySatisfying(
            "a",
            a -> {
              assertThat(a.shape()).isEqualTo(A.shape());
              assertThat(a.values()[0])
                  .isEqualTo(Float16.value(Float16.bits(A.values()[0])))
                  .isNotEqualTo(A.values()[0]);
            });
    assertThat(Safetensors.read(Safetensors.write(once, Precision.F16))).isEqualTo(once);
  }

  @Test
  void equalTensorsAreEqualBytesInWhateverOrderTheyCome() {
    Map<String, Tensor> forwards = new LinkedHashMap<>();
    forwards.put("a", A);
    forwards.put("b", B);
    Map<String, Tensor> backwards = new LinkedHashMap<>();
    backwards.put("b", B);
    backwards.put("a", A);
    assertThat(Safetensors.write(forwards, Precision.F32))
        .isEqualTo(Safetensors.write(backwards, Precision.F32));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg", "é"})
  void theNumbersBeginAtAMultipleOfEight(String name) {
    byte[] file = Safetensors.write(Map.of(name, A), Precision.F32);
    long header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    assertThat(file).hasSize((int) (8 + header + 24));
    assertThat(file[8]).isEqualTo((byte) '{');
  }

  @Test
  void readsWhatTheFormatAllowsButWeDoNotWrite() {
    byte[] file =
        file(
            "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"z\":{\"dtype\":\"F16\",\"shape\":[1,2],\"data_offsets\":[0,4]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[4,8]}}",
            new byte[] {0, 0x3c, 0, (byte) 0xc0, 0, 0, 0x20, 0x41});
    assertThat(Safetensors.read(file))
        .isEqualTo(
            Map.of(
                "z", new Tensor(List.of(1, 2), new float[] {1, -2}),
                "a", new Tensor(List.of(), new float[] {10})));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}} | F32 or F16, not \"F64\"",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | takes 12 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}} | within the file",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | 4 bytes belong to no",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | begins at byte 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | takes 8 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,8]}} | not -1",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}} | not 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,8]}} | too large",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967297],\"data_offsets\":[0,8]}} | too large",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}} | not 2.0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}} | is an array",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}} | takes 8 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | has dtype, shape and data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}} | nothing else",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | begins at byte 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | \"a\"",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} {} | no JSON",
        "[] | JSON object, not array",
        "{\"a\": | no JSON",
      })
  void refusesWithWordsThatLeadToTheFault(String header, String message) {
    assertThatThrownBy(() -> Safetensors.read(file(header, new byte[8])))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("captioner.safetensors: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 9, 1L << 40, Long.MIN_VALUE})
  void refusesAHeaderThatCannotBe(long length) {
    byte[] file = new byte[16];
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(Long.toUnsignedString(length));
  }

  @Test
  void refusesAFileThatIsTooShortForAHeader() {
    assertThatThrownBy(() -> Safetensors.read(new byte[7]))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("7 bytes");
  }

  @Test
  void refusesToReadWhatIsNotFinite() {
    String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    assertThatThrownBy(() -> Safetensors.read(file(header, new byte[] {0, 0, (byte) 0xc0, 0x7f})))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("the tensor w holds NaN");
  }

  @Test
  void refusesToWriteWhatIsNotFinite() {
    Map<String, Tensor> infinite =
        Map.of("w", new Tensor(List.of(1), new float[] {Float.NEGATIVE_INFINITY}));
    Map<String, Tensor> large = Map.of("w", new Tensor(List.of(1), new float[] {70000}));
    assertThatThrownBy(() -> Safetensors.write(infinite, Precision.F32))
        .hasMessageContaining("the tensor w holds -Infinity");
    assertThatThrownBy(() -> Safetensors.write(large, Precision.F16))
        .hasMessageContaining("the tensor w holds 70000.0, which is not finite as float16");
  }

  private static byte[] file(String header, byte[] numbers) {
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + bytes.length + numbers.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(bytes.length)
        .put(bytes)
        .put(numbers)
        .array();
  }
}
