/** What errors are made of, and the one way to create the exceptions of the public package. */
package dev.rungs.runtime.internal.errors;
