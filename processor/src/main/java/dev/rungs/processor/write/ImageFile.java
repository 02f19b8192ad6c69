package dev.rungs.processor.write;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.ParameterizedTypeName;
import dev.rungs.processor.model.FinishedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;

/** The image of the finished schema, deflated, and the method that opens it. */
final class ImageFile {
  private static final ClassName IMAGE = ClassName.get("dev.rungs.runtime", "SchemaImage");

  private final ClassName registry;
  private final FinishedImage image;
  private final byte[] deflated;

  /**
   * An image that is not written yet.
   *
   * @param registry the class that it stands beside
   */
  ImageFile(ClassName registry, FinishedImage image) {
    this.registry = registry;
    this.image = image;
    this.deflated = deflate(image.bytes());
  }

  void write(Output output) throws IOException {
    String folder = registry.packageName().replace('.', '/');
    try (OutputStream out =
        output.bytes(folder.isEmpty() ? fileName() : folder + "/" + fileName())) {
      out.write(deflated);
    }
  }

  /** The method of the registry. */
  MethodSpec method() {
    return signature()
        .addStatement(
            "return $T.read(\n$L,\n$L,\n$T.class.getResourceAsStream($L))",
            IMAGE,
            image.version(),
            Literal.quote(sha256()),
            registry,
            Literal.quote(fileName()))
        .build();
  }

  /** The method of a front. */
  static MethodSpec forwarding() {
    return signature().addStatement("return COMPLETE.image()").build();
  }

  private static MethodSpec.Builder signature() {
    return RegistryShape.override(
        "image", ParameterizedTypeName.get(ClassName.get(Optional.class), IMAGE));
  }

  private String fileName() {
    return registry.simpleName() + ".image";
  }

  private String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(deflated));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static byte[] deflate(byte[] bytes) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return deflated.toByteArray();
  }
}
