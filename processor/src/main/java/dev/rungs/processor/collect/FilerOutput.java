package dev.rungs.processor.collect;

import dev.rungs.processor.write.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;

/** Writes through the filer, and names all annotated classes as the origin of what it writes. */
public final class FilerOutput implements Output {
  private final Filer filer;
  private final Elements elements;
  private final Collector collector;
  private final boolean eclipse;

  /**
   * Creates an output.
   *
   * @param environment of the compiler
   * @param collector which knows the annotated classes
   */
  public FilerOutput(ProcessingEnvironment environment, Collector collector) {
    this.filer = environment.getFiler();
    this.elements = environment.getElementUtils();
    this.collector = collector;
    this.eclipse = environment.getClass().getName().startsWith("org.eclipse.jdt.");
  }

  @Override
  public boolean source(String className, String text) throws IOException {
    try (Writer writer = filer.createSourceFile(className, origins()).openWriter()) {
      writer.write(text);
      return true;
    } catch (FilerException e) {
      // Eclipse's batch compiler writes no class that it knows by a class file. An earlier compile
      // may have written the same text.
      return isWritten(className, text);
    }
  }

  private boolean isWritten(String className, String text) {
    int dot = className.lastIndexOf('.');
    try {
      return filer
          .getResource(
              StandardLocation.SOURCE_OUTPUT,
              className.substring(0, Math.max(dot, 0)),
              className.substring(dot + 1) + ".java")
          .getCharContent(true)
          .toString()
          .equals(text);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public Writer resource(String path) throws IOException {
    return new OutputStreamWriter(bytes(path), StandardCharsets.UTF_8);
  }

  @Override
  public OutputStream bytes(String path) throws IOException {
    return filer
        .createResource(StandardLocation.CLASS_OUTPUT, "", path, origins())
        .openOutputStream();
  }

  @Override
  public Optional<String> existing(String path) {
    try {
      return Optional.of(
          filer
              .getResource(StandardLocation.CLASS_OUTPUT, "", path)
              .getCharContent(true)
              .toString());
    } catch (IOException | RuntimeException e) {
      // No file, or a compiler that does not tell.
      return Optional.empty();
    }
  }

  @Override
  public boolean isClass(String className) {
    // A name alone is looked for in every module, which takes javac milliseconds where there is
    // none.
    ModuleElement module = module();
    return module == null
        ? elements.getTypeElement(className) != null
        : elements.getTypeElement(module, className) != null;
  }

  @Override
  public boolean hasGeneratedAnnotation(String className) {
    TypeElement type = collector.type(className);
    ModuleElement module = type == null ? null : elements.getModuleOf(type);
    String annotation = "javax.annotation.processing.Generated";
    if (module == null) {
      return elements.getTypeElement(annotation) != null;
    }
    return module.isUnnamed() && elements.getTypeElement(module, annotation) != null;
  }

  @Override
  public boolean seesMissingClasses() {
    return eclipse;
  }

  /** The module of what is generated, if there are modules. */
  private ModuleElement module() {
    for (String name : collector.annotatedClasses()) {
      TypeElement type = collector.type(name);
      if (type != null) {
        return elements.getModuleOf(type);
      }
    }
    return null;
  }

  private Element[] origins() {
    List<Element> origins = new ArrayList<>();
    for (String name : collector.annotatedClasses()) {
      TypeElement type = collector.type(name);
      if (type != null) {
        origins.add(type);
      }
    }
    return origins.toArray(new Element[0]);
  }
}
