/** Goals of the Rungs Maven plugin; {@code docs/maven-plugin.md} shows them at work. */
package dev.rungs.maven;
