/** Tries the migrations in a folder, whatever tool runs them, as the compiler would. */
package dev.rungs.check;
