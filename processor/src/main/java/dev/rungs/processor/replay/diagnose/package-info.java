/** Why a script failed, where, and how to fix it. */
package dev.rungs.processor.replay.diagnose;
