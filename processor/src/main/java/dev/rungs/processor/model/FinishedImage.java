package dev.rungs.processor.model;

/**
 * A database file with the finished schema.
 *
 * @param version whose schema it is: the newest, or the last one before the first that has a step
 * @param bytes of the file; the same for the same scripts, whatever JDK and machine
 */
public record FinishedImage(int version, byte[] bytes) {}
