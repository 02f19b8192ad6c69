package dev.rungs.processor.write;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.ParameterizedTypeName;
import dev.rungs.processor.model.FinishedImage;
import dev.rungs.runtime.SchemaImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The image of the finished schema, packed, and the method that opens it. */
final class ImageFile {
  private static final ClassName IMAGE = ClassName.get("dev.rungs.runtime", "SchemaImage");

  private final ClassName registry;
  private final FinishedImage image;
  private final byte[] packed;

  /**
   * An image that is not written yet.
   *
   * @param registry the class that it stands beside
   */
  ImageFile(ClassName registry, FinishedImage image) {
    this.registry = registry;
    this.image = image;
    this.packed = SchemaImage.pack(image.bytes());
  }

  void write(Output output) throws IOException {
    String folder = registry.packageName().replace('.', '/');
    try (OutputStream out =
        output.bytes(folder.isEmpty() ? fileName() : folder + "/" + fileName())) {
      out.write(packed);
    }
  }

  /** The method of the registry. An argument that is a call would make javac infer its type. */
  MethodSpec method() {
    return signature()
        .addStatement(
            "$T file = $T.class.getResourceAsStream($L)",
            InputStream.class,
            registry,
            Literal.quote(fileName()))
        .addStatement(
            "return $T.read(\n$L,\n$L,\nfile)", IMAGE, image.version(), Literal.quote(sha256()))
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
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(packed));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
