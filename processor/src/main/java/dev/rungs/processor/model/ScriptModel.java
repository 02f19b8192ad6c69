package dev.rungs.processor.model;

import java.util.Optional;

/**
 * A script.
 *
 * @param text the SQL, whole
 * @param file the name given in {@code @Up(file = …)}, empty if the SQL stands in the annotation
 */
public record ScriptModel(String text, Optional<String> file) {}
