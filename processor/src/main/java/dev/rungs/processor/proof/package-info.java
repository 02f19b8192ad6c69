/**
 * Keeps what a replay has proved, so that a compile pays only for migrations that changed.
 *
 * <p>{@link dev.rungs.processor.proof.ProvenReplay} is the way in. A proof is found by a digest of
 * all it depends on; one that cannot be found or read is made again.
 */
package dev.rungs.processor.proof;
