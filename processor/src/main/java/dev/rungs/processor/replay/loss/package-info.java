/** Whether a script loses or overwrites what was stored before it. */
package dev.rungs.processor.replay.loss;
