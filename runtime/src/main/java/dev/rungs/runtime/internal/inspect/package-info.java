/** Looks at a file, or at a copy of it, without changing it. */
package dev.rungs.runtime.internal.inspect;
