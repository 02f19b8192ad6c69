/** How the tools lay out their migrations, and how a folder of them is read. */
package dev.rungs.check.layout;
