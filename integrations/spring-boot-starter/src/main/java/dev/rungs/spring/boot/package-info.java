/**
 * The Spring Boot starter: migrates the SQLite file behind the application's {@code DataSource}
 * before any bean uses it, shows its versions at the actuator endpoint {@code rungs}, and explains
 * a refused start.
 */
package dev.rungs.spring.boot;
