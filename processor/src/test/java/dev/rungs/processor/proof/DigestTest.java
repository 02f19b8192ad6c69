package dev.rungs.processor.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestTest {
  /** Values of all lengths, so that every one of them once ends where the gathered bytes do. */
  @Test
  void itIsTheSha256OfAllValuesInOrder() throws Exception {
    Random random = new Random(7);
    for (int first = 0; first < 2100; first += 3) {
      Digest digest = new Digest();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      add(new byte[first], digest, out);
      for (int i = 0; i < 6; i++) {
        byte[] value = new byte[random.nextInt(i == 3 ? 9000 : 40)];
        random.nextBytes(value);
        add(value, digest, out);
        long number = random.nextLong();
        digest.add(number).add(i % 2 == 0);
        out.writeLong(number);
        out.writeBoolean(i % 2 == 0);
      }
      assertArrayEquals(
          MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()),
          digest.value(),
          "first value of " + first + " bytes");
    }
  }

  private static void add(byte[] value, Digest digest, DataOutputStream out) throws IOException {
    digest.add(value);
    out.writeInt(value.length);
    out.write(value);
  }

  @Test
  void valuesDoNotRunIntoEachOther() {
    assertFalse(
        Arrays.equals(
            new Digest().add("ab").add("c").value(), new Digest().add("a").add("bc").value()));
    assertFalse(
        Arrays.equals(
            new Digest().add(Optional.of("")).value(), new Digest().add(Optional.empty()).value()));
  }
}
