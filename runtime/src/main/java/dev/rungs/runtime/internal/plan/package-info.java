/** Decisions: pure functions from what a file holds to what is to be done with it. */
package dev.rungs.runtime.internal.plan;
