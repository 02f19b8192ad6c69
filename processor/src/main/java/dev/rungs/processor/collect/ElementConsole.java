package dev.rungs.processor.collect;

import dev.rungs.processor.model.Site;
import dev.rungs.processor.report.Console;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;

/** Prints at elements, annotations and their values. */
public final class ElementConsole implements Console {
  private final Elements elements;
  private final Messager messager;
  private final Collector collector;
  private final SourceOrigins origins;

  /**
   * Creates a console.
   *
   * @param environment of the compiler
   * @param collector which knows the classes that have sources
   */
  public ElementConsole(ProcessingEnvironment environment, Collector collector) {
    this.elements = environment.getElementUtils();
    this.messager = environment.getMessager();
    this.collector = collector;
    this.origins = new SourceOrigins(environment);
  }

  @Override
  public boolean hasSource(String className) {
    TypeElement type = elements.getTypeElement(className);
    return type != null && collector.isSource(className) && !origins.isClassFile(type);
  }

  @Override
  public Optional<String> lineInSource(String className, String script, int line) {
    TypeElement type = elements.getTypeElement(className);
    Optional<String> source = Optional.ofNullable(type).flatMap(origins::text);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    OptionalInt found =
        TextBlocks.line(source.get(), type.getSimpleName().toString(), script, line);
    return found.isEmpty()
        ? Optional.empty()
        : origins.shown(type).map(path -> path + ":" + found.getAsInt());
  }

  @Override
  public void print(Diagnostic.Kind kind, String text, Site site) {
    TypeElement type =
        site.className().isEmpty() ? null : elements.getTypeElement(site.className());
    if (type == null) {
      messager.printMessage(kind, text);
      return;
    }
    switch (site.part()) {
      case TYPE -> messager.printMessage(kind, text, type);
      case CURRENT_VERSION -> printAtField(kind, text, type);
      case REGISTRY -> print(kind, text, type, Names.VERSIONED_SCHEMA, List.of("registry"));
      case BASELINE -> print(kind, text, type, Names.VERSIONED_SCHEMA, List.of("baseline"));
      case TARGETS -> print(kind, text, type, Names.VERSIONED_SCHEMA, List.of("targets"));
      case MIN_SQLITE -> print(kind, text, type, Names.VERSIONED_SCHEMA, List.of("minSqlite"));
      case FUNCTIONS -> print(kind, text, type, Names.VERSIONED_SCHEMA, List.of("functions"));
      case COLLATIONS -> print(kind, text, type, Names.VERSIONED_SCHEMA, List.of("collations"));
      case TOKENIZERS -> print(kind, text, type, Names.VERSIONED_SCHEMA, List.of("tokenizers"));
      case VERSION -> print(kind, text, type, Names.MIGRATION, List.of("version"));
      case NAME -> print(kind, text, type, Names.MIGRATION, List.of("name"));
      case STRATEGY -> print(kind, text, type, Names.MIGRATION, List.of("strategy"));
      case DESTRUCTIVE -> print(kind, text, type, Names.MIGRATION, List.of("destructive"));
      case SCHEMA -> print(kind, text, type, Names.MIGRATION, List.of("schema"));
      case SCHEMA_UNKNOWN -> print(kind, text, type, Names.MIGRATION, List.of("schemaUnknown"));
      case UP -> print(kind, text, type, Names.UP, List.of("value", "file"));
      case DOWN -> print(kind, text, type, Names.DOWN, List.of("value", "file"));
      case QUERY -> printAtQuery(kind, text, type, site.member().orElseThrow());
    }
  }

  private void printAtField(Diagnostic.Kind kind, String text, TypeElement type) {
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      if (field.getSimpleName().contentEquals(Names.CURRENT_VERSION)) {
        messager.printMessage(kind, text, field);
        return;
      }
    }
    messager.printMessage(kind, text, type);
  }

  private void printAtQuery(
      Diagnostic.Kind kind, String text, TypeElement type, Site.Member place) {
    Optional<Element> member = QueryReader.member(type, place.signature());
    if (member.isEmpty() || place.annotation().equals(Names.SQL)) {
      messager.printMessage(kind, text, member.orElse(type));
      return;
    }
    for (QueryReader.Found found :
        QueryReader.annotationsOf(member.get(), Set.of(place.annotation()))) {
      if (found.index() == place.index()) {
        AnnotationMirror mirror = found.mirror();
        Optional<AnnotationValue> value = AnnotationValues.of(mirror).written(place.element());
        if (value.isPresent()) {
          messager.printMessage(kind, text, member.get(), mirror, value.get());
        } else {
          messager.printMessage(kind, text, member.get(), mirror);
        }
        return;
      }
    }
    messager.printMessage(kind, text, member.get());
  }

  private void print(
      Diagnostic.Kind kind, String text, TypeElement type, String annotation, List<String> names) {
    Optional<AnnotationValues> mirror = AnnotationValues.of(type, annotation);
    if (mirror.isEmpty()) {
      messager.printMessage(kind, text, type);
      return;
    }
    for (String name : names) {
      Optional<AnnotationValue> value = mirror.get().written(name);
      if (value.isPresent()) {
        messager.printMessage(kind, text, type, mirror.get().mirror(), value.get());
        return;
      }
    }
    messager.printMessage(kind, text, type, mirror.get().mirror());
  }
}
